/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-comparator-private.h"

#include "base/bw-time.h"
#include "cli/bw-cli-recording.h"
#include "comparator/bw-model-in-use.h"

#include <glib/gi18n-lib.h>

/* Files of weights that are read: a hundred times what our largest net takes. */
#define MAX_WEIGHTS_BYTES (16 << 20)

#define MAX_DAYS_SHOWN 4

/* --- Days ------------------------------------------------------------------------------------- */

BwDaySplit *
bw_cli_read_days (BwLibrary  *library,
                  GError    **error)
{
  g_autoptr (GArray) recordings = bw_library_read_recordings (library, error);
  g_autoptr (GTimeZone) zone = NULL;

  if (recordings == NULL)
    return NULL;
  zone = bw_library_get_zone (library);
  return bw_day_split_new (recordings, zone);
}

char *
bw_cli_format_day (guint32 day)
{
  return g_strdup_printf ("%04u-%02u-%02u", day / 10000, day / 100 % 100, day % 100);
}

static gboolean
is_there (const BwDaySplit *split,
          guint32           day)
{
  for (guint i = 0; i < split->days->len; i++)
    if (g_array_index (split->days, BwDay, i).day == day)
      return TRUE;
  return FALSE;
}

static gboolean
set_unknown_day (const char        *option,
                 const char        *text,
                 const BwDaySplit  *split,
                 GError           **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < split->days->len; i++)
    {
      g_autofree char *day = bw_cli_format_day (g_array_index (split->days, BwDay, i).day);

      g_string_append_printf (list, "%s%s", i > 0 ? "," : "", day);
    }
  if (list->len == 0)
    return bw_cli_set_usage_error (error, _("“%s”: the library holds no labelled recordings"), option);
  /* Translators: an option, a day, and a list of days */
  return bw_cli_set_usage_error (error,
                                 _("“%s”: there are no labelled recordings of “%s”; there are of %s"),
                                 option, text, list->str);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

gboolean
bw_cli_parse_days (const char        *option,
                   const char        *text,
                   const BwDaySplit  *split,
                   GArray           **days,
                   GError           **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_auto (GStrv) words = NULL;

  *days = NULL;
  if (text == NULL)
    return TRUE;
  words = g_strsplit (text, ",", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      int year, month, day_of_month;
      gint64 count;
      guint32 day;

      if (!bw_time_parse_day (g_strstrip (words[i]), &count))
        return bw_cli_set_usage_error (
          error, _("“%s” takes days such as 2023-09-21,2023-09-24, not “%s”"), option, words[i]);
      bw_time_civil_from_days (count, &year, &month, &day_of_month);
      day = (guint32) (year * 10000 + month * 100 + day_of_month);
      if (!is_there (split, day))
        return set_unknown_day (option, words[i], split, error);
      if (!bw_beat_days_contain (list, day))
        g_array_append_val (list, day);
    }
  g_array_sort (list, compare_days);
  if (list->len == 0)
    return bw_cli_set_usage_error (error, _("“%s” needs a day"), option);
  *days = g_steal_pointer (&list);
  return TRUE;
}

char *
bw_cli_format_days (const GArray *days)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean all = days->len <= MAX_DAYS_SHOWN;

  if (days->len == 0)
    return NULL;
  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *day = bw_cli_format_day (g_array_index (days, guint32, i));

      if (all || i < 2 || i + 1 == days->len)
        g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", day);
      else if (i == 2)
        g_string_append (text, ", …");
    }
  if (!all)
    {
      g_string_append_c (text, ' ');
      /* Translators: behind a list of days */
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "(%u day)", "(%u days)", days->len),
                              days->len);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
bw_json_add_days (JsonBuilder  *builder,
                  const char   *key,
                  const GArray *days)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *day = bw_cli_format_day (g_array_index (days, guint32, i));

      json_builder_add_string_value (builder, day);
    }
  json_builder_end_array (builder);
}

char *
bw_cli_format_percent (gboolean known,
                       double   share)
{
  return known ? g_strdup_printf (_("%.1f %%"), 100 * share) : NULL;
}

/* --- Options ---------------------------------------------------------------------------------- */

gboolean
bw_cli_parse_mode (const char        *text,
                   BwComparatorMode  *mode,
                   GError           **error)
{
  if (text == NULL || bw_comparator_mode_from_id (text, mode))
    return TRUE;
  return bw_cli_set_usage_error (error, _("“--mode” is “default” or “published”, not “%s”"), text);
}

gboolean
bw_cli_parse_net (const char  *text,
                  BwRule      *rule,
                  GError     **error)
{
  if (text == NULL || bw_rule_from_id (text, rule))
    return TRUE;
  return bw_cli_set_usage_error (
    error, _("“--net” is “best”, “comparator”, “classifier” or “logistic”, not “%s”"), text);
}

gboolean
bw_cli_parse_reference (const char       *text,
                        BwReferenceKind  *reference,
                        GError          **error)
{
  if (text == NULL
      || (bw_reference_kind_from_id (text, reference) && *reference != BW_REFERENCE_AUTO))
    return TRUE;
  return bw_cli_set_usage_error (error, _("“--reference” is “training” or “same-day”, not “%s”"),
                                 text);
}

gboolean
bw_cli_parse_model_id (const char  *text,
                       gint64      *id,
                       GError     **error)
{
  if (text == NULL || g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL))
    return TRUE;
  return bw_cli_set_usage_error (
    error, _("“%s” is not the ID of a model; “beatwise-cli comparator models” lists them"), text);
}

/* --- Models ----------------------------------------------------------------------------------- */

BwModelRow *
bw_cli_read_model_row (BwLibrary  *library,
                       gint64      id,
                       GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (BwModelRow) row = bw_library_get_model (library, NULL, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (row == NULL || !bw_comparator_info_is_of (row))
    g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                 _("The library has no model %lld that tells fasting from after glucose; “beatwise-cli "
                   "comparator models” lists those it has"),
                 (long long) id);
  else
    return g_steal_pointer (&row);
  return NULL;
}

BwComparatorModel *
bw_cli_read_weights (const char  *path,
                     GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  char *text;
  gsize length;
  BwComparatorModel *model;

  if (!bw_cli_read_text (path, MAX_WEIGHTS_BYTES, &text, &length, error))
    return NULL;
  bytes = g_bytes_new_take (text, length);
  if (length > MAX_WEIGHTS_BYTES)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is too long for a model"), shown);
      return NULL;
    }
  model = bw_comparator_model_from_weights (bytes, error);
  if (model == NULL)
    g_prefix_error (error, "%s: ", shown);
  return model;
}

gboolean
bw_cli_model_read (BwCliModel  *self,
                   BwLibrary   *library,
                   gint64       id,
                   const char  *weights,
                   GError     **error)
{
  g_autoptr (BwModelRow) row = NULL;

  if (weights != NULL)
    {
      self->model = bw_cli_read_weights (weights, error);
      return self->model != NULL;
    }
  if (id == 0 && !bw_library_get_comparator_model_id (library, &id, error))
    return FALSE;
  if (id == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                   _("The library has no model yet; “beatwise-cli comparator train” makes one"));
      return FALSE;
    }
  row = bw_cli_read_model_row (library, id, error);
  if (row == NULL)
    return FALSE;
  self->id = id;
  self->model = bw_comparator_model_from_row (row, error);
  return self->model != NULL;
}

void
bw_cli_model_clear (BwCliModel *self)
{
  g_clear_pointer (&self->model, bw_comparator_model_unref);
}

void
bw_cli_tell_not_kept (gint64        model_id,
                      const GError *error)
{
  g_autofree char *why = bw_cli_format_text (error->message);

  bw_cli_clear_progress ();
  g_printerr (_("Not kept with model %lld: %s\n"), (long long) model_id, why);
}

char *
bw_cli_format_model (const BwModelRow *row)
{
  if (row->name == NULL || row->name[0] == '\0')
    return g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
  return g_strdup_printf ("%" G_GINT64_FORMAT " (%s)", row->id, row->name);
}

/* How one did on recordings. */
static void
add_result (JsonBuilder        *builder,
            const char         *key,
            const BwEvaluation *evaluation)
{
  const BwRuleScore *used;

  if (evaluation == NULL)
    {
      bw_json_add_null (builder, key);
      return;
    }
  used = &g_array_index (evaluation->rules, BwRuleScore, 0);
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  bw_json_add_int (builder, "waves", used->waves.n);
  bw_json_add_int (builder, "wave_correct", used->waves.correct);
  bw_json_add_double (builder, "wave_accuracy", used->waves.n > 0, used->waves.accuracy);
  bw_json_add_double (builder, "beat_accuracy", used->beats.n > 0, used->beats.accuracy);
  json_builder_end_object (builder);
}

void
bw_json_add_model (JsonBuilder             *builder,
                   const BwModelRow        *row,
                   const BwComparatorInfo  *info,
                   gint64                   in_use,
                   GTimeZone               *zone)
{
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_from_metrics (row->metrics, FALSE);
  g_autoptr (BwEvaluation) each_day = bw_evaluation_from_metrics (row->metrics, TRUE);

  json_builder_begin_object (builder);
  bw_json_add_int (builder, "id", row->id);
  bw_json_add_string (builder, "name", row->name[0] != '\0' ? row->name : NULL);
  bw_json_add_boolean (builder, "in_use", row->id == in_use);
  bw_json_add_string (builder, "mode", bw_comparator_mode_get_id (info->mode));
  bw_json_add_string (builder, "net", bw_rule_get_id (info->rule));
  bw_json_add_time (builder, "trained", row->trained_ms != 0, row->trained_ms, zone);
  bw_json_add_int (builder, "seed", (gint64) info->seed);
  bw_json_add_int (builder, "parameters", info->parameters);
  bw_json_add_int (builder, "epochs", info->epochs);
  bw_json_add_int (builder, "best_epoch", info->best_epoch);
  bw_json_add_days (builder, "train_days", info->training_days);
  bw_json_add_days (builder, "val_days", info->validation_days);
  bw_json_add_double (builder, "val_beat_accuracy", info->has_validation, info->val_beat_accuracy);
  bw_json_add_double (builder, "val_wave_accuracy", info->has_validation, info->val_wave_accuracy);
  add_result (builder, "evaluation", evaluation);
  add_result (builder, "leave_one_day_out", each_day);
  json_builder_end_object (builder);
}

char *
bw_cli_format_result (const BwEvaluation *evaluation)
{
  const BwProportion *waves;

  if (evaluation == NULL)
    return NULL;
  waves = &g_array_index (evaluation->rules, BwRuleScore, 0).waves;
  return g_strdup_printf (_("%u of %u"), waves->correct, waves->n);
}
