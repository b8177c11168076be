/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is usual for this person at each hour of the day, from the observed hours before an instant.
 *
 * x is ln of the measure in ms. An observation's weight halves every 60 days and is nothing after
 * 400. μ(h) and s(h) are smoothed over the hour of day with a circular Gaussian kernel and shrunk
 * toward their overall values, so that an hour never measured has one too. A residual is
 * z = (x − μ(h)) / s(h). */

#define BW_BASELINE_MAX_DAYS 400
#define BW_BASELINE_HALF_LIFE_DAYS 60
#define BW_BASELINE_CALIBRATION_DAYS 14
#define BW_BASELINE_SPREAD_FLOOR 0.08

/* One observed hour. */
typedef struct
{
  gint64 time_ms;  /* start, UTC */
  gint64 day;      /* local day count */
  gint8 hour;      /* 0 … 23, local */
  double x;        /* ln ms */
} BwObservation;

typedef struct
{
  guint n;             /* observations used; with none the rest is meaningless */
  guint days;          /* different days with observations among them */
  double overall;      /* weighted mean of x */
  double mean[24];     /* μ(h) */
  double spread[24];   /* s(h), at least BW_BASELINE_SPREAD_FLOOR */
} BwBaseline;

/**
 * bw_baseline_fit:
 * @observations: (array length=n): ascending
 * @from_ms: start of the era; nothing before it is used
 * @at_ms: nothing at or after it is used
 *
 * Returns: whether there was any observation
 */
gboolean bw_baseline_fit (BwBaseline          *self,
                          const BwObservation *observations,
                          guint                n,
                          gint64               from_ms,
                          gint64               at_ms);

double bw_baseline_to_z (const BwBaseline *self,
                         int               hour,
                         double            x);
double bw_baseline_to_x (const BwBaseline *self,
                         int               hour,
                         double            z);

/**
 * bw_baseline_era:
 * @device: (array length=n): for each reading, in the order of time, the index of the first reading
 *   of the same device (bw_baseline_first_seen())
 * @source: (array length=n): the same, of the device with the same software
 * @x: (array length=n): ln ms
 *
 * An era begins with a reading from which on only devices report that never did before it: a new
 * watch. A watch that is worn again ends no era, and two worn in turn share one. New software of
 * the same watch begins an era only where the readings have moved with it, by 0.3 and by four
 * standard errors: most updates change nothing, and a baseline is not thrown away for them.
 *
 * Returns: the index of the first reading of the last era
 */
guint bw_baseline_era (const guint  *device,
                       const guint  *source,
                       const double *x,
                       guint         n);

/* Turns ids into the index at which each was first seen. */
void bw_baseline_first_seen (guint        *first,
                             const gint32 *ids,
                             guint         n);

G_END_DECLS
