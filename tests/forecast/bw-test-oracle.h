/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-rivals.h"
#include "forecast/bw-simulate.h"

G_BEGIN_DECLS

/**
 * bw_test_oracle:
 * @life: whose recorded part the targets are of (bw_test_hourly_simulate()): same hours
 * @targets: (element-type BwTarget)
 *
 * The best possible forecast of a simulated life: knows the mean of the curve with sleep at each
 * hour of the day, and at the issue time the strain and the state of the wander. Expects strain at
 * horizon k by its regression on strain now, per k and hour of day, fitted on the whole life; the
 * wander fades by its own factor.
 *
 * Returns: (transfer full) (array length=targets->len): expected z, as a rival's
 */
double *bw_test_oracle (const BwSimulated *life,
                        const BwSeries    *series,
                        GArray            *targets);

G_END_DECLS
