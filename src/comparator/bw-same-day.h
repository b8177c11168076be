/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparator/bw-beat-set.h"

G_BEGIN_DECLS

/* The input of default mode. What a day adds to all of its recordings alike (posture, contact, the
 * form of that day's beats) moves any rule's threshold on days it has not seen. So a part of the day's
 * own fasting beat is taken away from every beat of the day: the mean beat of its first two fasting
 * recordings, which are references and not to be scored. Beats are at half rate, 256 Hz, without their
 * RR interval, each with its mean removed. */

#define BW_SAME_DAY_SAMPLES 192
#define BW_SAME_DAY_REFERENCES 2   /* fasting recordings a day */

typedef struct
{
  float *inputs;          /* n_beats, BW_SAME_DAY_SAMPLES: µV */
  float *gains;           /* one a recording, the same all day: see bw_same_day_input_scale() */
  guint8 *is_reference;   /* one a recording: a reference of its day, not to be scored */
  guint8 *has_reference;  /* one a recording: its day has a reference; else the training fasting
                           * mean stood in for it */
} BwSameDayInput;

/**
 * bw_same_day_input_new:
 * @factor: the part of the reference that is taken away, 0 … 1
 * @training_mean: (nullable) (array length=BW_SAME_DAY_SAMPLES): of bw_same_day_training_mean(), for
 *   days without fasting recordings; with %NULL nothing is taken away there
 *
 * Returns: (transfer full)
 */
BwSameDayInput *bw_same_day_input_new (const BwBeatSet *set,
                                       double           factor,
                                       const float     *training_mean);
void bw_same_day_input_free (BwSameDayInput *self);

/* What the root mean square of a day's reference becomes. */
#define BW_SAME_DAY_RMS_UV 80.0

/* Multiplies each day's beats by one gain, with which its reference, or where it has none the mean of all
 * its beats, gets this size: contact and place of the finger then change nothing. */
void bw_same_day_input_scale (BwSameDayInput  *self,
                              const BwBeatSet *set);

/* The mean reference of @days (element-type guint32) (nullable: all), each day counting the same; 0
 * where none of them has one. @mean: (out caller-allocates) (array length=BW_SAME_DAY_SAMPLES) */
void bw_same_day_training_mean (float           *mean,
                                const BwBeatSet *set,
                                const GArray    *days);

/* The heart rate of the references of @day, their mean. Returns: FALSE where it has none */
gboolean bw_same_day_get_hr (const BwBeatSet *set,
                             guint32          day,
                             double          *hr_bpm);

/* The lowest and the highest heart rate of the fasting recordings of @days (element-type guint32)
 * (nullable: all): a day whose own is not between them is outside what was learnt. Returns: FALSE
 * where there are none */
gboolean bw_same_day_get_hr_range (const BwBeatSet *set,
                                   const GArray    *days,
                                   double          *low_bpm,
                                   double          *high_bpm);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSameDayInput, bw_same_day_input_free)

G_END_DECLS
