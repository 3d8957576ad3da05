#include "diag/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void set(struct fault *fault, enum exit_code code, const char *format,
	va_list args)
{
	if (fault->code != EXIT_CLEAN)
		return;
	fault->code = code;
	vsnprintf(fault->text, sizeof fault->text, format, args);
}

bool fault_set(
	struct fault *fault, enum exit_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	set(fault, code, format, args);
	va_end(args);
	return false;
}

bool fault_errno(
	struct fault *fault, enum exit_code code, const char *format, ...)
{
	int error = errno;
	bool first = fault->code == EXIT_CLEAN;
	va_list args;
	size_t len;

	va_start(args, format);
	set(fault, code, format, args);
	va_end(args);
	if (!first)
		return false;
	len = strlen(fault->text);
	snprintf(fault->text + len, sizeof fault->text - len, ": %s",
		strerror(error));
	return false;
}
