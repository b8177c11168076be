/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-beat-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/bw-time.h"

guint32
bw_beat_day (GTimeZone *zone,
             gint64     time_ms)
{
  int year, month, day;

  bw_time_civil_from_days (bw_time_local_day (zone, time_ms), &year, &month, &day);
  return (guint32) (CLAMP (year, 0, 9999) * 10000 + month * 100 + day);
}

gboolean
bw_beat_days_contain (const GArray *days,
                      guint32       day)
{
  if (days == NULL)
    return TRUE;
  for (guint i = 0; i < days->len; i++)
    if (g_array_index (days, guint32, i) == day)
      return TRUE;
  return FALSE;
}

static void
clear_recording (BwBeatRecording *recording)
{
  g_clear_pointer (&recording->name, g_free);
  g_clear_pointer (&recording->why_not, g_free);
}

GArray *
bw_beat_recordings_new (void)
{
  GArray *recordings = g_array_new (FALSE, TRUE, sizeof (BwBeatRecording));

  g_array_set_clear_func (recordings, (GDestroyNotify) clear_recording);
  return recordings;
}

void
bw_beat_set_free (BwBeatSet *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->recordings);
  g_free (self->waves);
  g_free (self->recording);
  g_free (self);
}

BwBeatSet *
bw_beat_set_take (GArray *recordings,
                  float  *waves)
{
  BwBeatSet *self = g_new0 (BwBeatSet, 1);

  self->recordings = recordings;
  self->waves = waves;
  for (guint r = 0; r < recordings->len; r++)
    {
      BwBeatRecording *recording = &g_array_index (recordings, BwBeatRecording, r);

      recording->first = self->n_beats;
      self->n_beats += recording->n_beats;
    }
  self->recording = g_new (guint, self->n_beats);
  for (guint r = 0; r < recordings->len; r++)
    {
      const BwBeatRecording *recording = &g_array_index (recordings, BwBeatRecording, r);

      for (guint b = 0; b < recording->n_beats; b++)
        self->recording[recording->first + b] = r;
    }
  return self;
}

/* --- Order ------------------------------------------------------------------------------------ */

static const char *
skip_number (const char *text)
{
  while (g_ascii_isdigit (*text))
    text++;
  return text;
}

/* Files of one day as they were numbered: “ecg.csv”, “ecg_2.csv”, “ecg_10.csv”. What follows a
 * point, the extension, comes after nothing else. */
static int
compare_names (const char *a,
               const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b))
        {
          const char *a_end, *b_end;
          int order;

          while (*a == '0')
            a++;
          while (*b == '0')
            b++;
          a_end = skip_number (a);
          b_end = skip_number (b);
          if (a_end - a != b_end - b)
            return a_end - a < b_end - b ? -1 : 1;
          order = memcmp (a, b, (gsize) (a_end - a));
          if (order != 0)
            return order;
          a = a_end;
          b = b_end;
        }
      else if (*a != *b)
        return *a == '.' ? -1 : *b == '.' ? 1 : (guchar) *a - (guchar) *b;
      else
        {
          a++;
          b++;
        }
    }
  return (*a != '\0') - (*b != '\0');
}

static int
compare_recordings (gconstpointer a,
                    gconstpointer b)
{
  const BwBeatRecording *one = a, *other = b;
  int order = 0;

  if (one->day != other->day)
    return one->day < other->day ? -1 : 1;
  if (one->time_known != other->time_known)
    return one->time_known ? -1 : 1;
  if (one->time_known)
    order = (one->start_ms > other->start_ms) - (one->start_ms < other->start_ms);
  if (order == 0)
    order = compare_names (one->name, other->name);
  if (order == 0)
    order = (one->recording_id > other->recording_id) - (one->recording_id < other->recording_id);
  return order;
}

/* --- Reading ---------------------------------------------------------------------------------- */

static GArray *
read_headers (BwLibrary  *library,
              gboolean    labelled_only,
              GError    **error)
{
  g_autoptr (GArray) rows = bw_library_read_recordings (library, error);
  g_autoptr (GTimeZone) zone = NULL;
  GArray *recordings;

  if (rows == NULL)
    return NULL;
  zone = bw_library_get_zone (library);
  recordings = bw_beat_recordings_new ();
  for (guint i = 0; i < rows->len; i++)
    {
      const BwRecording *row = &g_array_index (rows, BwRecording, i);
      BwBeatRecording recording = {
        .recording_id = row->id,
        .start_ms = row->start_ms,
        .time_known = row->time_known,
        .label = row->label,
        .rate_hz = row->rate_hz,
      };

      if (labelled_only && row->label == BW_LABEL_NONE)
        continue;
      recording.name = g_strdup (row->name != NULL ? row->name : "");
      recording.day = bw_beat_day (zone, bw_recording_get_shown_ms (row, zone));
      g_array_append_val (recordings, recording);
    }
  g_array_sort (recordings, compare_recordings);
  return recordings;
}

static const char *
tell_why_not (const GArray   *samples_uv,
              double          rate_hz,
              const BwRPeaks *peaks)
{
  if (rate_hz < BW_RPEAKS_MIN_RATE_HZ)
    return _ ("It has too few samples a second to find heartbeats in.");
  if (samples_uv->len < BW_RPEAKS_MIN_SECONDS * rate_hz)
    return _ ("It is too short to find heartbeats in.");
  if (peaks->n == 0)
    return _ ("No heartbeats were found in it.");
  return _ ("It holds no whole heartbeat.");
}

/* Appends the beats of one to @waves. */
static gboolean
read_beats (BwLibrary        *library,
            BwBeatRecording  *recording,
            GArray           *waves,
            GError          **error)
{
  g_autoptr (GArray) samples_uv = bw_library_read_ecg (library, recording->recording_id, error);
  g_autoptr (BwRPeaks) peaks = NULL;
  const double *samples;
  double sum = 0;

  if (samples_uv == NULL)
    return FALSE;
  samples = (const double *) (void *) samples_uv->data;
  peaks = bw_rpeaks_new (samples, samples_uv->len, recording->rate_hz);
  recording->n_beats
      = bw_beat_windows_append (waves, samples, samples_uv->len, recording->rate_hz, peaks);
  if (recording->n_beats == 0)
    {
      recording->why_not = g_strdup (tell_why_not (samples_uv, recording->rate_hz, peaks));
      return TRUE;
    }
  for (guint b = waves->len - recording->n_beats; b < waves->len; b++)
    sum += (double) ((const float *) (void *) waves->data)[((gsize) b + 1) * BW_BEAT_SAMPLES - 1];
  recording->hr_bpm = 60 * BW_BEAT_RATE_HZ * recording->n_beats / sum;
  return TRUE;
}

BwBeatSet *
bw_beat_set_read (BwLibrary     *library,
                  gboolean       labelled_only,
                  const char    *stage,
                  double         share,
                  BwProgress    *progress,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GArray) recordings = NULL, waves = NULL;

  g_return_val_if_fail (library != NULL, NULL);

  bw_progress_begin_stage (progress, stage, share);
  recordings = read_headers (library, labelled_only, error);
  if (recordings == NULL)
    return NULL;
  waves = g_array_new (FALSE, FALSE, BW_BEAT_SAMPLES * sizeof (float));
  for (guint r = 0; r < recordings->len; r++)
    {
      bw_progress_wait (progress, cancellable);
      if (g_cancellable_is_cancelled (cancellable))
        {
          bw_set_cancelled (error);
          return NULL;
        }
      if (!read_beats (library, &g_array_index (recordings, BwBeatRecording, r), waves, error))
        return NULL;
      bw_progress_update (progress, (r + 1.0) / recordings->len);
    }
  return bw_beat_set_take (g_steal_pointer (&recordings),
                           (float *) g_array_free (g_steal_pointer (&waves), FALSE));
}

char *
bw_beat_set_fingerprint (const BwBeatSet *self,
                         const GArray    *days)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint r = 0; r < self->recordings->len; r++)
    {
      const BwBeatRecording *recording = &g_array_index (self->recordings, BwBeatRecording, r);
      g_autofree char *header = NULL;

      if (recording->label == BW_LABEL_NONE || !bw_beat_days_contain (days, recording->day))
        continue;
      header = g_strdup_printf ("%" G_GINT64_FORMAT " %s\n%u %s %u\n", recording->start_ms,
                                recording->name, recording->day, bw_label_get_id (recording->label),
                                recording->n_beats);
      g_checksum_update (checksum, (const guchar *) header, (gssize) strlen (header));
      g_checksum_update (
          checksum, (const guchar *) (self->waves + (gsize) recording->first * BW_BEAT_SAMPLES),
          (gssize) (recording->n_beats * BW_BEAT_SAMPLES * sizeof (float)));
    }
  return g_strdup (g_checksum_get_string (checksum));
}
