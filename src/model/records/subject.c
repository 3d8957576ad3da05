#include "model/records/subject.h"

const struct subject_type subject_types[SUBJECT_KINDS] = {
	{STR_INIT("contract/"), RECORD_CONTRACT},
	{STR_INIT("organisation/"), RECORD_ORGANISATION},
	{STR_INIT("prospect/"), RECORD_PROSPECT},
};

enum record_kind subject_kind(struct str subject, struct str *id)
{
	for (size_t i = 0; i < SUBJECT_KINDS; i++) {
		struct str prefix = subject_types[i].prefix;

		if (!str_starts(subject, prefix))
			continue;
		*id = str_from(subject, prefix.len);
		return subject_types[i].kind;
	}
	*id = subject;
	return RECORD_KINDS;
}
