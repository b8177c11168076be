/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-trace.h"

G_BEGIN_DECLS

/* What the waveform's widgets say to those who do not see them. All return (transfer full). */

/* "ECG, 30 seconds, 62 beats per minute, 31 beats, good quality" */
char *bw_ecg_spoken_recording (const BwEcgTrace *trace);

/* "Visible: 0.0 to 5.0 s" */
char *bw_ecg_spoken_visible (double from_s,
                               double to_s);

/* "Mean of 28 beats, 2 left out. PR 152 ms, QRS 88 ms, QT 380 ms, QTc 402 ms, R 812 µV …" */
char *bw_ecg_spoken_beat (const BwEcgBeat *beat);

G_END_DECLS
