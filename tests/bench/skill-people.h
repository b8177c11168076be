/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-hourly.h"

G_BEGIN_DECLS

/* The people the sections share. */

/* The sample person, through the same door as a real export. Returns: (transfer full) (nullable) */
BwHourly *skill_make_sample (guint64 seed,
                             guint   days);

/* Those of ../shared/data/rmssd/biostrap.csv who wore their band for at least @days; says so where it
 * is absent. Returns: (transfer full) (element-type BwHourly) */
GPtrArray *skill_read_wearers (guint days);

G_END_DECLS
