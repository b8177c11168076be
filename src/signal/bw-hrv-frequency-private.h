/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-hrv-frequency.h"

G_BEGIN_DECLS

/* What the averaged spectrum and the one that follows time have in common. */

/* The shape of a spectrum whose windows hold @n_window samples: step_hz, n_density.
 * Returns: the length of the transforms, a power of two */
guint bw_hrv_spectrum_lay_out (BwHrvSpectrum *self,
                               guint          n_window);

/* Hann's window, without zeros at the ends. */
void bw_hrv_fill_hann (double *hann, /* n */
                       guint   n);

/* Adds the periodogram of one window, without its mean, to @density. */
void bw_hrv_add_periodogram (double       *density, /* n_density */
                             guint         n_density,
                             double       *scratch, /* n_fft */
                             const double *signal,  /* n */
                             const double *hann,    /* n */
                             guint         n,
                             guint         n_fft);

/* Powers, peaks and what follows from them, once density and window_s stand. */
void bw_hrv_spectrum_fill_bands (BwHrvSpectrum *self,
                                 double         nyquist_hz);

G_END_DECLS
