/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-trace.h"

#include <stdlib.h>

/* By flags: every combination of them. */
#define N_FILTERS (BW_ECG_FILTER_ALL + 1)
/* A spike or two say nothing of how high the waves are. */
#define OUTSIDE 0.001
/* So many samples, evenly spread, tell that of a day as well. */
#define MOST_MEASURED 30000

/* What bw_ecg_trace_get_filtered() hands out, and what it lies in. */
typedef struct
{
  BwEcgFiltered seen;
  double *samples_uv;      /* (nullable): those of the recording where there is no filter */
  BwPlotMinMax *min_max;
} Filtered;

struct _BwEcgTrace
{
  gatomicrefcount ref_count;
  BwRecording *recording;
  GArray *samples_uv;          /* double */
  BwEcgAnalysis *analysis;
  BwEcgBeat *beat;             /* (nullable) */

  GMutex lock;
  Filtered *filtered[N_FILTERS];   /* (nullable): under @lock; once there, there for good */
};

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
measure (BwEcgFiltered *seen,
         guint          settling)
{
  guint step = (seen->n - settling) / MOST_MEASURED + 1, n = 0, outside;
  g_autofree double *sorted = NULL;

  if (seen->n == settling)
    return;
  sorted = g_new (double, (seen->n - settling) / step + 1);
  for (guint i = settling; i < seen->n; i += step)
    sorted[n++] = seen->samples_uv[i];
  qsort (sorted, n, sizeof (double), compare_doubles);
  outside = (guint) (n * OUTSIDE);
  seen->level_uv = sorted[n / 2];
  seen->low_uv = sorted[outside];
  seen->high_uv = sorted[n - 1 - outside];
}

static Filtered *
filtered_new (const BwEcgTrace *self,
              BwEcgFilter       filter)
{
  Filtered *filtered = g_new0 (Filtered, 1);
  guint n, settling = self->analysis->peaks->settling;
  const double *samples_uv = bw_ecg_trace_get_samples (self, &n);

  if (filter != BW_ECG_FILTER_NONE)
    {
      filtered->samples_uv = g_new (double, MAX (n, 1));
      bw_ecg_filter (filtered->samples_uv, samples_uv, n, self->recording->rate_hz, filter);
      samples_uv = filtered->samples_uv;
    }
  filtered->min_max = bw_plot_min_max_new (samples_uv, n);
  filtered->seen.samples_uv = samples_uv;
  filtered->seen.n = n;
  filtered->seen.min_max = filtered->min_max;
  measure (&filtered->seen, MIN (settling, n));
  return filtered;
}

static void
filtered_free (Filtered *filtered)
{
  bw_plot_min_max_free (filtered->min_max);
  g_free (filtered->samples_uv);
  g_free (filtered);
}

BwEcgTrace *
bw_ecg_trace_new (const BwRecording *recording,
                  GArray            *samples_uv)
{
  BwEcgTrace *self;
  const double *samples;
  guint n;

  g_return_val_if_fail (recording != NULL, NULL);
  g_return_val_if_fail (recording->rate_hz > 0, NULL);
  g_return_val_if_fail (samples_uv != NULL, NULL);
  g_return_val_if_fail (samples_uv->len == recording->n_samples, NULL);

  self = g_new0 (BwEcgTrace, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->recording = bw_recording_copy (recording);
  self->samples_uv = g_array_ref (samples_uv);
  samples = bw_ecg_trace_get_samples (self, &n);
  self->analysis = bw_ecg_analysis_new (samples, n, recording->rate_hz);
  self->beat = bw_ecg_beat_new (samples, n, self->analysis);
  /* Whoever shows it begins with this one, and would wait. */
  bw_ecg_trace_get_filtered (self, BW_ECG_FILTER_NONE);
  return self;
}

BwEcgTrace *
bw_ecg_trace_load (BwLibrary  *library,
                   gint64      id,
                   GError    **error)
{
  g_autoptr (BwRecording) recording = bw_library_read_recording (library, id, error);
  g_autoptr (GArray) samples_uv = NULL;

  if (!recording)
    return NULL;
  samples_uv = bw_library_read_ecg (library, id, error);
  return samples_uv ? bw_ecg_trace_new (recording, samples_uv) : NULL;
}

BwEcgTrace *
bw_ecg_trace_ref (BwEcgTrace *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
bw_ecg_trace_unref (BwEcgTrace *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < N_FILTERS; i++)
    g_clear_pointer (&self->filtered[i], filtered_free);
  g_clear_pointer (&self->beat, bw_ecg_beat_free);
  bw_ecg_analysis_free (self->analysis);
  g_array_unref (self->samples_uv);
  bw_recording_free (self->recording);
  g_mutex_clear (&self->lock);
  g_free (self);
}

const BwRecording *
bw_ecg_trace_get_recording (const BwEcgTrace *self)
{
  return self->recording;
}

const double *
bw_ecg_trace_get_samples (const BwEcgTrace *self,
                          guint            *n)
{
  *n = self->samples_uv->len;
  return (const double *) self->samples_uv->data;
}

double
bw_ecg_trace_get_rate (const BwEcgTrace *self)
{
  return self->recording->rate_hz;
}

double
bw_ecg_trace_get_length_s (const BwEcgTrace *self)
{
  return self->samples_uv->len / self->recording->rate_hz;
}

const BwEcgAnalysis *
bw_ecg_trace_get_analysis (const BwEcgTrace *self)
{
  return self->analysis;
}

const BwEcgBeat *
bw_ecg_trace_get_beat (const BwEcgTrace *self)
{
  return self->beat;
}

const BwEcgFiltered *
bw_ecg_trace_get_filtered (BwEcgTrace  *self,
                           BwEcgFilter  filter)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (filter < N_FILTERS, NULL);

  locker = g_mutex_locker_new (&self->lock);
  if (!self->filtered[filter])
    self->filtered[filter] = filtered_new (self, filter);
  return &self->filtered[filter]->seen;
}

void
bw_ecg_trace_add_stretches (const BwEcgTrace *self,
                            GArray           *stretches)
{
  double rate_hz = bw_ecg_trace_get_rate (self);

  for (guint i = 0; i < self->analysis->n_stretches; i++)
    {
      const BwEcgStretch *stretch = &self->analysis->stretches[i];
      const BwPlotEcgStretch seen = { stretch->start / rate_hz, stretch->end / rate_hz,
                                      bw_ecg_flaw_get_text (stretch->flaw) };

      g_array_append_val (stretches, seen);
    }
}
