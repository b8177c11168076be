/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"
#include "forecast/bw-rivals.h"

G_BEGIN_DECLS

/* Adds to the forecast the sentences that say what it stands on: measure, how many readings, what
 * they can carry, age of the data, era. What the forecast has members for (calibration, track) is
 * left to those who show it. */
void bw_notes_add (BwForecast     *forecast,
                   const BwOrigin *origin,
                   const BwSeries *series);

G_END_DECLS
