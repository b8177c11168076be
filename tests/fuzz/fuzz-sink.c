/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-sink.h"

#include <math.h>

#define PARCELS 64

/* A fresh collector for each input would be most of the time. */
#define INPUTS_A_COLLECTOR 256

static BwRing *ring;
static BwCollector *sink;
static guint n_inputs;
static guint n_names[3];

static void
check_parcel (const BwParcel *parcel)
{
  for (guint i = 0; i < parcel->names->len; i++)
    {
      const BwParcelName *name = &g_array_index (parcel->names, BwParcelName, i);

      n_names[name->type]++;
      for (guint j = 0; j < 3; j++)
        g_assert_true (g_utf8_validate (name->parts[j], -1, NULL));
    }
  g_assert_cmpuint (parcel->n_samples, <=, BW_PARCEL_SAMPLES);
  for (guint i = 0; i < parcel->n_samples; i++)
    {
      const BwSample *sample = &parcel->samples[i];

      g_assert_cmpint (sample->kind, >, 0);
      g_assert_cmpint (sample->kind, <=, (gint) n_names[BW_NAME_KIND]);
      g_assert_cmpint (sample->source, >, 0);
      g_assert_cmpint (sample->source, <=, (gint) n_names[BW_NAME_SOURCE]);
      g_assert_cmpint (sample->end_ms, >=, sample->start_ms);
      g_assert_true (isfinite (sample->value));
    }
  for (guint i = 0; i < parcel->readings->len; i++)
    {
      const BwParcelReading *reading = &g_array_index (parcel->readings, BwParcelReading, i);

      g_assert_cmpuint (reading->n_beats, >, 0);
      g_assert_cmpuint (reading->first_beat + reading->n_beats, <=, parcel->beats->len);
      for (guint j = 1; j < reading->n_beats; j++)
        {
          const BwBeat *beats = &g_array_index (parcel->beats, BwBeat, reading->first_beat);

          g_assert_cmpint (beats[j].time_ms, >, beats[j - 1].time_ms);
        }
      g_assert_cmpint (ABS (reading->row.offset_min), <=, 18 * 60);
    }
  for (guint i = 0; i < parcel->workouts->len; i++)
    {
      const BwWorkout *workout = &g_array_index (parcel->workouts, BwWorkout, i);

      g_assert_cmpint (workout->end_ms, >=, workout->start_ms);
      g_assert_true (g_utf8_validate (workout->activity, -1, NULL));
    }
  for (guint i = 0; i < parcel->ecgs->len; i++)
    {
      const BwParcelEcg *ecg = &g_array_index (parcel->ecgs, BwParcelEcg, i);

      g_assert_cmpuint (ecg->header.n_samples, >, 0);
      g_assert_cmpfloat (ecg->header.rate_hz, >, 0);
    }
}

static void
drain (void)
{
  while (TRUE)
    {
      gboolean finished;
      BwParcel *parcel = bw_ring_take_full (ring, 0, &finished);

      if (parcel == NULL)
        return;
      check_parcel (parcel);
      bw_ring_put_empty (ring, parcel);
    }
}

BwCollector *
fuzz_sink_begin (void)
{
  if (ring == NULL)
    ring = bw_ring_new (PARCELS);
  if (n_inputs++ % INPUTS_A_COLLECTOR == 0)
    {
      g_clear_pointer (&sink, bw_collector_free);
      sink = bw_collector_new ();
      bw_collector_set_ring (sink, ring);
      for (guint i = 0; i < G_N_ELEMENTS (n_names); i++)
        n_names[i] = 0;
    }
  bw_collector_begin_file (sink);
  return sink;
}

void
fuzz_sink_end (BwCollector *collector)
{
  drain ();
  check_parcel (collector->parcel);
  bw_parcel_clear (collector->parcel);
}
