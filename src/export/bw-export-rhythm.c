/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-rhythm.h"

#include "base/bw-error.h"
#include "base/bw-json.h"
#include "base/bw-time.h"
#include "export/bw-export-birth.h"
#include "export/bw-export-csv.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Times that differ by rounding only, as bw_rr_slice() has it. */
#define SAME_TIME_MS 1e-4

static const char *const ids[BW_RHYTHM_N_DATA] = {
  [BW_RHYTHM_DATA_INTERVALS] = "intervals",
  [BW_RHYTHM_DATA_BEATS] = "beats",
  [BW_RHYTHM_DATA_METRICS] = "metrics",
  [BW_RHYTHM_DATA_TRACK] = "track",
};

const char *
bw_rhythm_data_get_id (BwRhythmData data)
{
  return ids[data];
}

gboolean
bw_rhythm_data_from_id (const char   *id,
                        BwRhythmData *data)
{
  for (guint i = 0; i < BW_RHYTHM_N_DATA; i++)
    if (g_str_equal (id, ids[i]))
      {
        *data = i;
        return TRUE;
      }
  return FALSE;
}

/* --- Two ways to write a line ------------------------------------------------------------------ */

/* Lines of named fields, as comma-separated values or as JSON objects. Every line has the same names
 * in the same order. */
typedef struct
{
  GString *out;
  gboolean json;
  guint n_lines;
  guint n_fields;          /* of the line that is written */
  GString *names;          /* of the first line, for comma-separated values */
} Writer;

static void
begin_line (Writer *self)
{
  self->n_fields = 0;
  if (self->json)
    g_string_append (self->out, self->n_lines > 0 ? ",\n    { " : "\n    { ");
}

static void
end_line (Writer *self)
{
  g_string_append (self->out, self->json ? " }" : "\n");
  self->n_lines++;
}

static void
begin_field (Writer     *self,
             const char *name)
{
  if (self->json)
    {
      g_string_append (self->out, self->n_fields > 0 ? ", " : "");
      bw_json_append_text (self->out, name);
      g_string_append (self->out, ": ");
    }
  else
    {
      if (self->n_lines == 0)
        g_string_append_printf (self->names, "%s%s", self->n_fields > 0 ? "," : "", name);
      g_string_append (self->out, self->n_fields > 0 ? "," : "");
    }
  self->n_fields++;
}

static void
add_number (Writer     *self,
            const char *name,
            gboolean    known,
            double      value)
{
  known = known && isfinite (value);
  begin_field (self, name);
  if (known)
    bw_csv_append_number (self->out, TRUE, value);
  else if (self->json)
    g_string_append (self->out, "null");
}

/* @text: (nullable) */
static void
add_text (Writer     *self,
          const char *name,
          const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  begin_field (self, name);
  if (!self->json)
    bw_csv_append_text (self->out, valid);
  else if (valid != NULL)
    bw_json_append_text (self->out, valid);
  else
    g_string_append (self->out, "null");
}

static void
add_flag (Writer     *self,
          const char *name,
          gboolean    flag)
{
  begin_field (self, name);
  if (self->json)
    g_string_append (self->out, flag ? "true" : "false");
  else
    g_string_append_c (self->out, flag ? '1' : '0');
}

/* When it is @ms since the first beat: by the clock too, where that is known. */
static void
add_time (Writer         *self,
          const BwRhythm *rhythm,
          double          ms)
{
  add_number (self, "time_s", TRUE, round (ms * 1e3) / 1e6);
  if (rhythm->time_known)
    {
      g_autofree char *time = bw_time_format (bw_rhythm_get_time (rhythm, ms), rhythm->offset_min);

      add_text (self, "time", time);
    }
  else if (self->json)
    add_text (self, "time", NULL);
}

/* --- Beats ------------------------------------------------------------------------------------- */

/* "delete", "insert" … or %NULL */
static const char *
get_by_hand (const BwEditedBeat *beat)
{
  return beat->by_hand > 0 ? bw_beat_edit_kind_get_id (beat->by_hand - 1) : NULL;
}

static gboolean
is_within (const BwExportRhythm *self,
           double                time_ms)
{
  return time_ms >= self->from_ms && time_ms <= self->to_ms;
}

static void
write_beats (const BwExportRhythm *self,
             Writer               *out)
{
  const BwRhythm *rhythm = self->rhythm;

  for (guint i = 0; i < rhythm->n_beats; i++)
    {
      const BwEditedBeat *beat = &rhythm->beats[i];

      if (!is_within (self, beat->time_ms))
        continue;
      begin_line (out);
      add_number (out, "beat", TRUE, i);
      add_time (out, rhythm, beat->time_ms);
      add_number (out, "rr_ms", beat->rr_ms > 0, beat->rr_ms);
      add_flag (out, "after_gap", !beat->follows);
      add_text (out, "verdict", bw_beat_verdict_get_id (beat->verdict));
      add_text (out, "found", bw_beat_verdict_get_id (beat->found));
      add_text (out, "by_hand", get_by_hand (beat));
      add_flag (out, "removed", beat->removed);
      add_number (out, "measured_beat", beat->origin >= 0, beat->origin);
      end_line (out);
    }
}

/* --- Intervals --------------------------------------------------------------------------------- */

/* A beat where the correction has it; one that it left out where it was. */
typedef struct
{
  const BwEditedBeat *beat; /* (nullable): inserted by the correction */
  double time_ms;
  gboolean has_nn;
  guint nn;                 /* the NN interval that ends here */
} Row;

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const Row *first = a, *second = b;

  return (first->time_ms > second->time_ms) - (first->time_ms < second->time_ms);
}

/* Beats that are not removed, in their order: what the correction counts them by.
 * Returns: (transfer full) (element-type guint) */
static GArray *
list_kept (const BwRhythm *rhythm)
{
  GArray *kept = g_array_sized_new (FALSE, FALSE, sizeof (guint), rhythm->n_beats);

  for (guint i = 0; i < rhythm->n_beats; i++)
    if (!rhythm->beats[i].removed)
      g_array_append_val (kept, i);
  return kept;
}

/* Returns: (transfer full) (element-type Row): by time */
static GArray *
list_rows (const BwRhythm *rhythm)
{
  const BwArtefacts *artefacts = rhythm->artefacts;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (GArray) kept = list_kept (rhythm);
  g_autofree guint8 *seen = g_new0 (guint8, kept->len + 1);
  guint nn = 0;

  for (guint i = 0; i < artefacts->n_beats; i++)
    {
      const BwCorrectedBeat *corrected = &artefacts->beats[i];
      Row row = { .time_ms = corrected->time };

      if (corrected->origin >= 0)
        {
          row.beat = &rhythm->beats[g_array_index (kept, guint, corrected->origin)];
          seen[corrected->origin] = TRUE;
        }
      /* As bw_artefacts_get_nn() has them. */
      row.has_nn = i > 0 && corrected->follows && !corrected->suspect && !corrected[-1].suspect
                   && nn < rhythm->nn->n;
      if (row.has_nn)
        row.nn = nn++;
      g_array_append_val (rows, row);
    }
  for (guint i = 0; i < kept->len; i++)
    if (!seen[i])
      {
        const BwEditedBeat *beat = &rhythm->beats[g_array_index (kept, guint, i)];
        const Row row = { .beat = beat, .time_ms = beat->time_ms };

        g_array_append_val (rows, row);
      }
  g_array_sort (rows, compare_rows);
  return rows;
}

/* An interval that begins before the part is none of it, as for the metrics of the part. */
static gboolean
row_is_within (const BwExportRhythm *self,
               const Row            *row)
{
  double length_ms = row->has_nn        ? self->rhythm->nn->rr_ms[row->nn]
                     : row->beat != NULL ? row->beat->rr_ms
                                         : 0;

  return row->time_ms - length_ms >= self->from_ms - SAME_TIME_MS
         && row->time_ms <= self->to_ms + SAME_TIME_MS;
}

static void
write_intervals (const BwExportRhythm *self,
                 Writer               *out)
{
  const BwRhythm *rhythm = self->rhythm;
  g_autoptr (GArray) rows = list_rows (rhythm);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const BwEditedBeat *beat = row->beat;

      if (!row_is_within (self, row))
        continue;
      begin_line (out);
      add_time (out, rhythm, row->time_ms);
      add_number (out, "rr_ms", beat != NULL && beat->rr_ms > 0, beat != NULL ? beat->rr_ms : 0);
      add_number (out, "nn_ms", row->has_nn, row->has_nn ? rhythm->nn->rr_ms[row->nn] : 0);
      add_flag (out, "interpolated", row->has_nn && rhythm->nn->interpolated[row->nn]);
      add_text (out, "verdict", beat != NULL ? bw_beat_verdict_get_id (beat->verdict) : "inserted");
      add_text (out, "by_hand", beat != NULL ? get_by_hand (beat) : NULL);
      end_line (out);
    }
}

/* --- Metrics and track ------------------------------------------------------------------------- */

static void
write_metrics (const BwExportRhythm *self,
               Writer               *out)
{
  const BwHrv *hrv = self->hrv;

  for (guint i = 0; i < BW_N_METRICS; i++)
    {
      g_autofree char *reason = bw_metric_get_trust_text (i, hrv);
      BwMetricNorm norm = { 0 };
      gboolean has_norm = bw_metric_get_norm (i, bw_hrv_get_norm_s (hrv), self->age_years, &norm);
      double value = 0;
      gboolean known = bw_metric_get_value (i, hrv, &value);

      begin_line (out);
      add_text (out, "key", bw_metric_get_key (i));
      add_text (out, "group", bw_metric_group_get_name (bw_metric_get_group (i)));
      add_text (out, "name", bw_metric_get_name (i));
      add_number (out, "value", known, value);
      add_text (out, "unit", bw_metric_get_unit (i));
      add_text (out, "trust", bw_metric_trust_get_id (bw_metric_get_trust (i, hrv)));
      add_text (out, "trust_reason", reason);
      add_number (out, "norm_low", has_norm, norm.low);
      add_number (out, "norm_high", has_norm, norm.high);
      add_text (out, "norm_source", has_norm ? norm.source : NULL);
      end_line (out);
    }
}

static void
write_track (const BwExportRhythm *self,
             Writer               *out)
{
  const BwHrvTrack *track = self->track;

  for (guint i = 0; i < track->n; i++)
    {
      gboolean time = track->has_time[i], spectrum = track->has_spectrum[i];

      begin_line (out);
      add_time (out, self->rhythm, track->middle_ms[i]);
      add_number (out, "mean_hr_bpm", time, track->mean_hr_bpm[i]);
      add_number (out, "sdnn_ms", time, track->sdnn_ms[i]);
      add_number (out, "rmssd_ms", time, track->rmssd_ms[i]);
      add_number (out, "lf_ms2", spectrum, track->lf_ms2[i]);
      add_number (out, "hf_ms2", spectrum, track->hf_ms2[i]);
      add_number (out, "lf_hf", spectrum, track->lf_hf[i]);
      end_line (out);
    }
}

static void
write_lines (const BwExportRhythm *self,
             BwRhythmData          data,
             Writer               *out)
{
  switch (data)
    {
    case BW_RHYTHM_DATA_BEATS:
      write_beats (self, out);
      break;
    case BW_RHYTHM_DATA_METRICS:
      write_metrics (self, out);
      break;
    case BW_RHYTHM_DATA_TRACK:
      write_track (self, out);
      break;
    case BW_RHYTHM_DATA_INTERVALS:
    default:
      write_intervals (self, out);
    }
}

static char *
refuse_empty (GString  *out,
              GError  **error)
{
  g_string_free (out, TRUE);
  g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                       _("There is nothing to write: the part is too short for that"));
  return NULL;
}

double
bw_export_rhythm_get_age (const BwRhythm *rhythm,
                          const char     *born)
{
  g_return_val_if_fail (rhythm != NULL, -1);

  return rhythm->time_known ? bw_export_get_age (born, rhythm->start_ms) : -1;
}

char *
bw_export_rhythm_csv (const BwExportRhythm  *self,
                      BwRhythmData           data,
                      GError               **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  Writer out = { .out = g_string_new (NULL), .names = names };

  write_lines (self, data, &out);
  if (out.n_lines == 0)
    return refuse_empty (out.out, error);
  g_string_append_c (names, '\n');
  g_string_prepend (out.out, names->str);
  return g_string_free (out.out, FALSE);
}

char *
bw_export_rhythm_json (const BwExportRhythm  *self,
                       BwRhythmData           data,
                       GError               **error)
{
  const BwRhythm *rhythm = self->rhythm;
  Writer out = { .out = g_string_new ("{\n  "), .json = TRUE };
  double length_ms = bw_rhythm_get_duration_ms (rhythm);
  g_autofree char *start = rhythm->time_known ? bw_time_format (rhythm->start_ms, rhythm->offset_min)
                                              : NULL;

  add_text (&out, "kind", bw_rhythm_kind_get_id (rhythm->key.kind));
  add_number (&out, "id", rhythm->key.id != 0, rhythm->key.id);
  add_text (&out, "name", rhythm->name);
  add_text (&out, "device", rhythm->device);
  add_text (&out, "start", start);
  add_number (&out, "from_s", TRUE, MAX (self->from_ms, 0) / 1000);
  add_number (&out, "to_s", TRUE, MIN (self->to_ms, length_ms) / 1000);
  add_text (&out, "threshold", bw_correction_get_id (rhythm->settings.correction));
  add_flag (&out, "detrend", rhythm->settings.detrend);
  add_number (&out, "edits", TRUE, bw_beat_edits_get_n (rhythm->edits));
  if (data == BW_RHYTHM_DATA_TRACK)
    {
      add_number (&out, "window_s", TRUE, self->track->window_s);
      add_number (&out, "step_s", TRUE, self->track->step_s);
    }
  begin_field (&out, ids[data]);
  g_string_append_c (out.out, '[');
  write_lines (self, data, &out);
  if (out.n_lines == 0)
    return refuse_empty (out.out, error);
  g_string_append (out.out, "\n  ]\n}\n");
  return g_string_free (out.out, FALSE);
}
