#ifndef SCORE_PROGRAMME_H
#define SCORE_PROGRAMME_H

/* The figures of a programme: alignment, risk, slip, dates. */

#include "model/records/records.h"
#include "score/fraction.h"

/* 100·Σ w·v / (3·Σ w) with H/M/L = 3/2/1; drivers without one are left out. */
struct fraction programme_alignment(const struct drivers *drivers);

/* Probability × impact on 1–3: 1 to 9. */
int risk_exposure(const struct risk *risk);

/* 1–2 low, 3–4 medium, 6–9 high. */
enum level risk_level(int exposure);

/* Is it open at DATE (its register may have stopped before)? */
bool risk_is_open(const struct risk *risk, struct date date);

/*
 * Days that an open risk is past its target at DATE; 0 when it is not. A
 * register that stopped is read as at the day it stopped.
 */
int64_t risk_days_over(const struct risk *risk, struct date date);

/* Days between the first and the latest baseline; false where there are not
 * two that name a date. */
bool deliverable_slip(const struct deliverable *deliverable, int64_t *days);

/* The latest day that any baseline names; none: no paper does. */
struct date deliverable_due(const struct deliverable *deliverable);

/* The earlier of DATE and the day that the papers stop, if they do. */
struct date programme_as_at(struct date date, struct date archived);

#endif
