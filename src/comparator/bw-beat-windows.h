/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rpeaks.h"

G_BEGIN_DECLS

/* Beats of a recording as the published comparator takes them (Jiazxu/ecg_glucose_comparator): 383
 * unfiltered samples at 512 Hz, in µV, the R peak being the one with index 128, then the RR interval
 * to the next R peak in samples of 512 Hz. */

#define BW_BEAT_SAMPLES 384
#define BW_BEAT_BEFORE 128    /* samples before the R peak */
#define BW_BEAT_RATE_HZ 512.0

/**
 * bw_beat_windows_append:
 * @waves: (element-type float[BW_BEAT_SAMPLES]): where they are appended
 * @samples_uv: (array length=n): the whole recording, as it is stored
 * @peaks: of bw_rpeaks_new() for it
 *
 * One for each R peak but the last whose window lies in the recording, after its first sample.
 * Rates within 1 % of 512 Hz count as 512 Hz, and samples are taken as they are; others are
 * resampled about the R peak with a Lanczos kernel of eight lobes (C. Duchon, Lanczos filtering in
 * one and two dimensions, J. Appl. Meteorol. 18, 1979) that passes no more than the lower of both
 * rates can hold. Waves of a lead the wrong way round are turned upright.
 *
 * Returns: how many were appended
 */
guint bw_beat_windows_append (GArray         *waves,
                              const double   *samples_uv,
                              guint           n,
                              double          rate_hz,
                              const BwRPeaks *peaks);

G_END_DECLS
