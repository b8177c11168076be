/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Beats of a signal laid over one another. */

typedef struct
{
  guint before, width;  /* samples before R, and in all */
  guint n_beats;        /* those that lie within the signal as a whole */
  guint32 *peaks;       /* (array length=n_beats): their R peaks */
  double *median;       /* (array length=width): of the beats, sample by sample */
  double *correlations; /* (array length=n_beats): with the median; 0 of a constant */
} BwEcgTemplate;

/**
 * bw_ecg_template_new:
 * @x: (array length=n): the signal, without baseline
 * @peaks: (array length=n_peaks): R peaks, ascending
 *
 * Returns: (transfer full)
 */
BwEcgTemplate *bw_ecg_template_new (const double  *x,
                                    guint          n,
                                    const guint32 *peaks,
                                    guint          n_peaks,
                                    guint          before,
                                    guint          width);

void bw_ecg_template_free (BwEcgTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEcgTemplate, bw_ecg_template_free)

G_END_DECLS
