/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Synthetic single-lead ECGs: the dynamical model of McSharry, Clifford, Tarassenko & Smith 2003
 * (IEEE Trans Biomed Eng 50:289): a point runs around a limit cycle once a beat, and Gaussian
 * events at fixed angles (P, Q, R, S, T) pull the voltage away from its baseline. */

#define BW_SIMULATE_ECG_RATE_HZ 512
#define BW_SIMULATE_ECG_SECONDS 30
#define BW_SIMULATE_ECG_SAMPLES (BW_SIMULATE_ECG_RATE_HZ * BW_SIMULATE_ECG_SECONDS)

/* Where the tops of P and T lie in the cycle, R at 0, at 60 beats a minute; T's moves from day to
 * day. */
#define BW_SIMULATE_ECG_P_DEGREES -52.0
#define BW_SIMULATE_ECG_T_DEGREES 92.0

/* How a person's ECG looks on one day. The same person differs from day to day by contact,
 * posture and more; recordings of a day are alike. */
typedef struct
{
  double hr_bpm;       /* fasting */
  double rmssd_ms;
  double gain;         /* 1: an R wave of about 800 µV */
  double t_wave;       /* fasting T wave, 1 usual */
  double t_angle;      /* in radians, added to the T wave's place */
  double p_wave;       /* 1 usual */
  double st_uv;        /* level between S and T */
  double noise_uv;     /* standard deviation of muscle noise */
  double wander_uv;    /* of the baseline */
} BwSimulateEcgDay;

/* Draws a day around the usual person. */
void bw_simulate_ecg_day_init (BwSimulateEcgDay *day,
                               GRand            *rand);

/**
 * bw_simulate_ecg:
 * @samples_nv: (out) (array length=n): nanovolt, so that µV have three decimals
 * @n: %BW_SIMULATE_ECG_SAMPLES, or fewer
 * @glucose: after glucose: the T wave is flatter by about 15 % and the heart 4 beats a minute
 *   faster, each with its own scatter from recording to recording
 * @hr_bpm: (out) (optional): mean rate of the beats that were drawn
 *
 * One recording at %BW_SIMULATE_ECG_RATE_HZ, with breathing in rate, size and baseline, slow
 * wander, muscle noise, a trace of 50 Hz, and two seconds of settling at its beginning.
 */
void bw_simulate_ecg (gint32                 *samples_nv,
                      guint                   n,
                      const BwSimulateEcgDay *day,
                      gboolean                glucose,
                      double                 *hr_bpm,
                      GRand                  *rand);

G_END_DECLS
