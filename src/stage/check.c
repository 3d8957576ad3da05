#include "model/checks/checks.h"
#include "stage/stages.h"

void stage_check(struct build *build)
{
	checks_run(&(struct checking){
		.site = &build->site,
		.arena = &build->arena,
		.diags = &build->diags,
		.everything = build->options.everything,
	});
	stage_check_history(build);
}
