/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-rivals.h"

G_BEGIN_DECLS

/* The people the sections share. */

/* The sample person, through the same door as a real export. Returns: (transfer full) (nullable) */
BwHourly *skill_make_sample (guint64 seed,
                             guint   days);

/* Those of ../shared/data/rmssd/biostrap.csv who wore their band for at least @days; says so where it
 * is absent. Returns: (transfer full) (element-type BwHourly) */
GPtrArray *skill_read_wearers (guint days);

/* Targets of every six hours from the third day on, whatever the baseline's age.
 * Returns: (transfer full) (element-type BwTarget) */
GArray *skill_roll_short (const BwSeries *series);

G_END_DECLS
