/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rhythm/bw-rhythm-edits-json.h"

#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A digest of the beats as they were measured, to the microsecond. Returns: (transfer full) */
static char *
make_fingerprint (const BwMeasuredBeats *beats)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree gint64 *rows = g_new (gint64, MAX (beats->n, 1));

  for (guint i = 0; i < beats->n; i++)
    {
      const gint64 time_us = llround (beats->time_ms[i] * 1000);

      rows[i] = GINT64_TO_LE (2 * time_us + (beats->follows[i] != 0));
    }
  g_checksum_update (checksum, (const guchar *) rows, (gssize) (beats->n * sizeof *rows));
  return g_strndup (g_checksum_get_string (checksum), 32);
}

static void
add_edit (JsonBuilder      *builder,
          const BwBeatEdit *edit)
{
  json_builder_begin_object (builder);
  bw_member_add_string (builder, "kind", bw_beat_edit_kind_get_id (edit->kind));
  bw_member_add_int (builder, "beat", edit->beat);
  if (edit->kind == BW_EDIT_MOVE || edit->kind == BW_EDIT_INSERT)
    bw_member_add_double (builder, "time_ms", TRUE, edit->time_ms);
  if (edit->kind == BW_EDIT_MARK)
    bw_member_add_string (builder, "verdict", bw_beat_verdict_get_id (edit->verdict));
  json_builder_end_object (builder);
}

char *
bw_rhythm_edits_to_json (const BwMeasuredBeats  *beats,
                         const BwBeatEdits      *edits,
                         const BwRhythmSettings *settings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *fingerprint = make_fingerprint (beats);

  json_builder_begin_object (builder);
  bw_member_add_int (builder, "beats", beats->n);
  bw_member_add_string (builder, "fingerprint", fingerprint);
  bw_member_add_string (builder, "correction", bw_correction_get_id (settings->correction));
  bw_member_add_boolean (builder, "detrend", settings->detrend);
  bw_member_add_double (builder, "window_s", TRUE, settings->window_s);
  bw_member_add_double (builder, "track_window_s", TRUE, settings->track_window_s);
  bw_member_add_double (builder, "track_step_s", TRUE, settings->track_step_s);
  json_builder_set_member_name (builder, "edits");
  json_builder_begin_array (builder);
  for (guint i = 0; i < bw_beat_edits_get_n (edits); i++)
    add_edit (builder, bw_beat_edits_get (edits, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
read_edit (JsonNode              *node,
           const BwMeasuredBeats *beats,
           BwBeatEdit            *edit)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  guint beat;

  if (object == NULL || beats->n == 0
      || !bw_beat_edit_kind_from_id (bw_member_get_string (object, "kind"), &edit->kind)
      || !bw_member_get_count (object, "beat", MIN (beats->n - 1, G_MAXINT32), &beat))
    return FALSE;
  edit->beat = (gint32) beat;
  if (edit->kind == BW_EDIT_MOVE || edit->kind == BW_EDIT_INSERT)
    return bw_member_get_double (object, "time_ms", beats->time_ms[0], beats->time_ms[beats->n - 1],
                                 &edit->time_ms);
  if (edit->kind == BW_EDIT_MARK)
    return bw_beat_verdict_from_id (bw_member_get_string (object, "verdict"), &edit->verdict);
  return TRUE;
}

/* 0, or within the bounds. */
static gboolean
read_window (JsonObject *object,
             const char *key,
             double      shortest,
             double     *value)
{
  return bw_member_get_double (object, key, 0, BW_RHYTHM_LONGEST_WINDOW_S, value)
         && (*value == 0 || *value >= shortest);
}

static gboolean
read_settings (JsonObject       *object,
               BwRhythmSettings *settings)
{
  return bw_correction_from_id (bw_member_get_string (object, "correction"), &settings->correction)
         && bw_member_get_boolean (object, "detrend", &settings->detrend)
         && bw_member_get_double (object, "window_s", BW_RHYTHM_SHORTEST_WINDOW_S,
                                  BW_RHYTHM_LONGEST_WINDOW_S, &settings->window_s)
         && read_window (object, "track_window_s", BW_RHYTHM_SHORTEST_WINDOW_S,
                         &settings->track_window_s)
         && read_window (object, "track_step_s", BW_RHYTHM_SHORTEST_STEP_S,
                         &settings->track_step_s);
}

static gboolean
set_unreadable (GError **error)
{
  g_set_error_literal (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("The edits of the beats that were kept cannot be read."));
  return FALSE;
}

gboolean
bw_rhythm_edits_from_json (const char             *json,
                           const BwMeasuredBeats  *beats,
                           BwBeatEdits           **edits,
                           BwRhythmSettings       *settings,
                           GError                **error)
{
  g_autoptr (JsonNode) root = bw_member_parse (json);
  g_autoptr (GArray) read = g_array_new (FALSE, TRUE, sizeof (BwBeatEdit));
  g_autofree char *fingerprint = NULL;
  BwRhythmSettings said = BW_RHYTHM_SETTINGS_DEFAULT;
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  JsonArray *array = object != NULL ? bw_member_get_array (object, "edits") : NULL;
  const char *expected = object != NULL ? bw_member_get_string (object, "fingerprint") : NULL;
  guint n;

  if (array == NULL || expected == NULL || !bw_member_get_count (object, "beats", G_MAXINT32, &n)
      || !read_settings (object, &said))
    return set_unreadable (error);
  fingerprint = make_fingerprint (beats);
  if (n != beats->n || g_strcmp0 (fingerprint, expected) != 0)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_INVALID,
                           _("The edits that were kept are of other beats than these."));
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      BwBeatEdit edit = { 0 };

      if (!read_edit (json_array_get_element (array, i), beats, &edit))
        return set_unreadable (error);
      g_array_append_val (read, edit);
    }
  *edits = bw_beat_edits_new ((const BwBeatEdit *) (gpointer) read->data, read->len, beats, NULL);
  if (*edits == NULL)
    return set_unreadable (error);
  *settings = said;
  return TRUE;
}
