/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-hrv-compare.h"

#include "cli/bw-cli-output.h"
#include "cli/bw-cli-recording.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
bw_cli_compare_options_clear (BwCliCompareOptions *self)
{
  g_clear_pointer (&self->other, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
}

gboolean
bw_cli_hrv_compare_check (const BwCliCompareOptions  *options,
                          gboolean                    with_track,
                          GError                    **error)
{
  if (options->other != NULL && with_track)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--track", "--compare");
  if (options->other == NULL && options->from != NULL)
    return bw_cli_set_usage_error (error, _("“%s” needs “%s”"), "--compare-from", "--compare");
  if (options->other == NULL && options->to != NULL)
    return bw_cli_set_usage_error (error, _("“%s” needs “%s”"), "--compare-to", "--compare");
  return TRUE;
}

/* "reading:12"; whatever does not begin like that is the name of a file. */
static gboolean
parse_other (const char          *text,
             BwCliRhythmOptions  *other,
             GError             **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *id = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  BwRhythmKind kind;
  gint64 number;

  if (id == NULL || !bw_rhythm_kind_from_id (id, &kind))
    {
      other->file = g_strdup (text);
      return TRUE;
    }
  if (!g_ascii_string_to_signed (colon + 1, 10, 1, G_MAXINT64, &number, NULL))
    return bw_cli_set_usage_error (
        error, _("“%s” is a FILE, or “reading:”, “ecg:” or “rr:” and a number, not “%s”"), "--compare",
        text);
  switch (kind)
    {
    case BW_RHYTHM_READING:
      other->reading = number;
      break;
    case BW_RHYTHM_ECG:
      other->ecg = number;
      break;
    case BW_RHYTHM_RR:
    default:
      other->rr = number;
    }
  return TRUE;
}

BwRhythmComparison *
bw_cli_hrv_compare (BwCli                      *cli,
                    BwRhythm                   *a,
                    double                      from_ms,
                    double                      to_ms,
                    const BwCliRhythmOptions   *how,
                    const BwCliCompareOptions  *options,
                    GError                    **error)
{
  g_auto (BwCliRhythmOptions) other = { 0 };
  g_autoptr (BwRhythm) b = NULL;
  double other_from_ms, other_to_ms;

  if (!parse_other (options->other, &other, error))
    return NULL;
  other.no_correction = how->no_correction;
  other.threshold = g_strdup (how->threshold);
  other.detrend = how->detrend;
  other.window = g_strdup (how->window);
  other.without_edits = how->without_edits;
  /* What is not an ECG takes no rate. */
  if (other.file != NULL && bw_cli_ecg_sniff (other.file))
    other.rate = g_strdup (how->rate);
  other.from = g_strdup (options->from);
  other.to = g_strdup (options->to);

  b = bw_cli_rhythm_open (cli, NULL, &other, error);
  if (b == NULL
      || !bw_cli_rhythm_get_stretch (b, &other, &other_from_ms, &other_to_ms, error))
    return NULL;
  return bw_rhythm_comparison_new (a, from_ms, to_ms, b, other_from_ms, other_to_ms, cli->cancellable,
                                   error);
}

/* --- Text -------------------------------------------------------------------------------------- */

void
bw_cli_hrv_compare_print (const BwRhythmComparison *comparison)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrrr");
  g_autofree char *text = bw_rhythm_comparison_get_text (comparison);
  g_autoptr (GPtrArray) cautions = bw_rhythm_comparison_get_cautions (comparison);

  for (guint side = 0; side < 2; side++)
    {
      g_autofree char *title = bw_rhythm_comparison_get_title (comparison, side);
      g_autofree char *shown = bw_cli_format_text (title);

      g_print ("%s: %s\n", bw_rhythm_comparison_get_letter (side), shown);
    }
  g_print ("%s\n", text);
  bw_table_add (table, g_strdup (_("Metric")), g_strdup (bw_rhythm_comparison_get_letter (0)),
                g_strdup (bw_rhythm_comparison_get_letter (1)), g_strdup (_("Difference")),
                g_strdup (_("95 % interval")));
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const BwHrvDifference *one = &g_array_index (comparison->differences, BwHrvDifference, i);

      if (!one->has_a && !one->has_b)
        continue;
      bw_table_add (table, bw_hrv_difference_get_name (one), bw_hrv_difference_format_side (one, 0),
                    bw_hrv_difference_format_side (one, 1), bw_hrv_difference_format (one),
                    bw_hrv_difference_format_interval (one));
    }
  bw_table_print (table, TRUE);
  bw_cli_print_notes (cautions);
}

/* --- JSON -------------------------------------------------------------------------------------- */

static void
add_other (JsonBuilder              *builder,
           const BwRhythmComparison *comparison)
{
  const BwRhythmComparisonSide *b = &comparison->sides[1];
  const BwRhythm *rhythm = b->rhythm;
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (rhythm->offset_min * 60);
  g_autofree char *title = bw_rhythm_comparison_get_title (comparison, 1);

  json_builder_set_member_name (builder, "other");
  json_builder_begin_object (builder);
  bw_json_add_string (builder, "kind", bw_rhythm_kind_get_id (rhythm->key.kind));
  if (rhythm->key.id != 0)
    bw_json_add_int (builder, "id", rhythm->key.id);
  else
    bw_json_add_null (builder, "id");
  bw_json_add_string (builder, "title", title);
  bw_json_add_time (builder, "time", rhythm->time_known, rhythm->start_ms, zone);
  bw_json_add_double (builder, "from_s", TRUE, b->from_ms / 1000);
  bw_json_add_double (builder, "to_s", TRUE, b->to_ms / 1000);
  bw_json_add_int (builder, "n", b->hrv->n);
  bw_json_add_int (builder, "artefacts", b->hrv->n_artefacts);
  bw_json_add_double (builder, "duration_s", TRUE, b->hrv->duration_s);
  bw_json_add_notes (builder, b->hrv->notes);
  json_builder_end_object (builder);
}

static void
add_difference (JsonBuilder           *builder,
                const BwHrvDifference *one)
{
  static const char *const sides[] = { "lower", "unclear", "higher" };

  json_builder_begin_object (builder);
  bw_json_add_string (builder, "metric", bw_metric_get_key (one->metric));
  bw_json_add_double (builder, "a", one->has_a, one->a);
  bw_json_add_double (builder, "b", one->has_b, one->b);
  bw_json_add_string (builder, "kind", one->is_ratio ? "ratio" : "difference");
  bw_json_add_double (builder, "value", one->has_difference, one->difference);
  bw_json_add_double (builder, "low", one->has_interval, one->low);
  bw_json_add_double (builder, "high", one->has_interval, one->high);
  bw_json_add_string (builder, "b_is",
                      one->has_interval ? sides[bw_hrv_difference_get_side (one) + 1] : NULL);
  json_builder_end_object (builder);
}

void
bw_cli_hrv_compare_add_json (JsonBuilder              *builder,
                             const BwRhythmComparison *comparison)
{
  g_autofree char *text = bw_rhythm_comparison_get_text (comparison);
  g_autoptr (GPtrArray) cautions = bw_rhythm_comparison_get_cautions (comparison);

  add_other (builder, comparison);
  bw_json_add_string (builder, "text", text);
  json_builder_set_member_name (builder, "cautions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cautions->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (cautions, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "difference");
  json_builder_begin_array (builder);
  for (guint i = 0; i < comparison->differences->len; i++)
    add_difference (builder, &g_array_index (comparison->differences, BwHrvDifference, i));
  json_builder_end_array (builder);
}
