/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The next night, from the nights before: a linear rule on a few plain signs, shrunk to a prior and
 * learnt from this person's own nights, with conformal bands from the same.
 *
 * x is the mean ln of a night's readings. A night is told in z = (x − usual) / spread: usual is the
 * plain median of the nights of the last 60 days, spread the standard deviation of the nights before
 * (weights halve every 60 days), pulled toward 0.22 with five nights. The signs are
 *
 *   0–2  exponentially weighted means of z with half-lives 1, 3 and 7 nights, shrunk toward 0 with one
 *        night measured throughout
 *   3    mean heart rate over the 24 h before the forecast, against the same of the nights before
 *   4    1 for the evenings before Saturday and Sunday, −0.4 for the others
 *
 * and the expected z is their sum with weights β = β₀ + (XᵀX + λI)⁻¹ Xᵀ(z − Xβ₀): ridge regression on
 * the person's own past nights, that starts from β₀. */

#define BW_NIGHT_SIGNS 5

/* So many nights with readings are needed before a forecast, and before a step of the past counts. */
#define BW_NIGHT_MIN_NIGHTS 14
#define BW_NIGHT_FIRST_STEP 7

/* One night, or the night to come. */
typedef struct
{
  gint64 day;           /* local day count of its evening */
  gint64 origin_ms;     /* when its forecast is issued */
  gint64 known_ms;      /* when it was over */
  gboolean has_x;
  double x;             /* mean ln ms */
  double weight;        /* how much the night tells: 0 … 1, 1 for one measured throughout */
  gboolean has_hr;
  double hr_bpm;        /* mean heart rate of the 24 h before origin_ms */
} BwNightRow;

/* A forecast of one night, with all it stood on; ln ms but where it says otherwise. */
typedef struct
{
  guint row;
  guint n_nights;       /* with readings, before it */
  double sign[BW_NIGHT_SIGNS];  /* no unit */
  double usual;         /* the 60-day median: the plain rival */
  double mean, spread;  /* of the nights before */
  double low, median, high;     /* 80 % band */
  double usual_low, usual_high; /* the rival's */
} BwNightStep;

/* Where β starts from: made from simulated people's nights by `bench-skill night`, rounded. */
extern const double bw_night_prior[BW_NIGHT_SIGNS];

/**
 * bw_night_model_run:
 * @rows: (array length=n): one a day, ascending by day, origin and end
 * @prior: (array fixed-size=5): β₀; bw_night_prior
 *
 * Goes through the nights as they came. A step is made for each row, with or without readings, that
 * has seven nights with readings before it; of other rows it looks only at those that were known at
 * its origin.
 *
 * Bands are conformal: the ⌈(n + 1) 0.8⌉-th smallest of |x − median| / spread so far, and from 120
 * nights on each side on its own with half of 0.2; under 30 nights those of simulated people.
 *
 * Returns: (transfer full) (element-type BwNightStep)
 */
GArray *bw_night_model_run (const BwNightRow *rows,
                            guint             n,
                            const double     *prior);

G_END_DECLS
