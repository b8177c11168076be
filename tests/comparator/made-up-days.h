/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-set.h"

G_BEGIN_DECLS

/* Days of a person who is not there: beats of an R and a T wave with noise. After glucose the T wave is
 * lower; every day has sizes of its own. */
typedef struct
{
  guint n_days;         /* from 2024-03-01 on */
  guint n_fasting;      /* recordings a day */
  guint n_glucose;      /* the same, after them */
  guint n_beats;        /* a recording */
  double effect;        /* by how much of itself the T wave is lower after glucose */
} MadeUpDays;

/* Returns: (transfer full): the same for the same @days and @seed */
BwBeatSet *made_up_days_new (const MadeUpDays *days,
                             guint64           seed);

/* @n days from the @first-th on, 0 being 2024-03-01.
 * Returns: (transfer full) (element-type guint32) */
GArray *made_up_days_list (guint first,
                           guint n);

G_END_DECLS
