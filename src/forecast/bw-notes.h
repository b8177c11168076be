/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"
#include "forecast/bw-rivals.h"

G_BEGIN_DECLS

/* Adds to the forecast the sentences that say what it stands on: measure, calibration, how many
 * readings, what they can carry, age of the data, era. */
void bw_notes_add (BwForecast          *forecast,
                   const BwOrigin      *origin,
                   const BwSeries      *series,
                   const BwTrackRecord *track);

G_END_DECLS
