#include "unit/units.h"

START_TEST(test_x)
{
}
END_TEST

UNITS_SUITE(stage_build, test_x)
