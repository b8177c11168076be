/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PLOT_TEST_RATE 512.0
/* Of an R wave over the line between beats, µV. */
#define PLOT_TEST_R_UV 1100.0

/**
 * plot_test_ecg:
 * @n_peaks: (out), @peaks: (out) (transfer full): where the R waves are
 *
 * A made-up recording of @seconds: P, QRS and T waves every 0.8 s or so, 1.1 mV high, on a baseline
 * that sways a little.
 *
 * Returns: (transfer full) (array length=n): µV, @seconds times %PLOT_TEST_RATE of them
 */
double *plot_test_ecg (double    seconds,
                       guint    *n,
                       guint32 **peaks,
                       guint    *n_peaks);

G_END_DECLS
