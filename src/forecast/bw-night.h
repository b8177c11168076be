/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast.h"
#include "forecast/bw-nights.h"

G_BEGIN_DECLS

/* So many of the last nights are the forecast's own record. */
#define BW_NIGHT_TRACK_NIGHTS 90

/**
 * bw_night_forecast:
 * @self: (out): known where 14 nights of the era had readings, one of them in the last 14 days
 * @era_ms: where the era of the watch begins (BwOrigin)
 *
 * The night to come, from what was known at @at_ms. Its z is against mean and spread of the nights
 * before, in which weights halve every 60 days; the probabilities are those of the night as it will be
 * measured: a normal distribution as wide as the band.
 */
void bw_night_forecast (BwNightForecast *self,
                        const BwSeries  *series,
                        gint64           at_ms,
                        gint64           era_ms);

/* The chance of a red night (z < −1.5), and those of the other zones. */
void bw_night_probabilities (const BwNightStep *step,
                             double            *p_green,
                             double            *p_yellow,
                             double            *p_red);

G_END_DECLS
