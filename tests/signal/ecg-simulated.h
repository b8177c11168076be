/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A simulated recording of 30 s as another rate would have it (linear between samples).
 * Returns: (transfer full) (array length=n) */
double *ecg_simulate (guint   seed,
                      double  rate_hz,
                      guint  *n,
                      double *hr_bpm);

G_END_DECLS
