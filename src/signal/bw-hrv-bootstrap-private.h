/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-hrv-metric.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How far chance moves the metrics of the time domain and the Poincaré plot. */

typedef struct
{
  guint8 has[BW_N_METRICS];
  double error[BW_N_METRICS]; /* standard error, of the logarithm where @is_log */
  guint8 is_log[BW_N_METRICS];
  double freedom;             /* degrees, for Student's t */
} BwHrvErrors;

/**
 * bw_hrv_bootstrap:
 *
 * The stationary bootstrap of D. N. Politis and J. P. Romano, J. Am. Stat. Assoc. 89 (1994), of the
 * measured intervals and the differences before them. Its mean block is twice the longest of those
 * that D. N. Politis and H. White, Econom. Rev. 23 (2004), with A. Patton's correction, ibid. 28
 * (2009), take for the intervals, their squared deviations and their squared differences: shorter
 * ones are best for the error's own error, and are known to make intervals too narrow. The
 * degrees of freedom are those of so many blocks, n / (1.5 block) − 1. Recordings of fewer than 20
 * intervals have no error, nor has the mean of those whose slow trend was taken off.
 *
 * Returns: %FALSE where @cancellable was cancelled
 */
gboolean bw_hrv_bootstrap (BwHrvErrors  *errors,
                           const BwHrv  *hrv,
                           guint64       seed,
                           GCancellable *cancellable);

G_END_DECLS
