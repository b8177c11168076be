/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "store/bw-imports.h"
#include "forecast/bw-forecast-start.h"
#include "store/bw-models.h"
#include "store/bw-samples.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  BwLibraryCounts counts;
  GPtrArray *kinds;   /* BwKindInfo */
  GPtrArray *imports; /* BwImport */
  GPtrArray *models;  /* BwModelRow */
  GTimeZone *zone;
} Info;

/* All but what the training of the forecast keeps for itself. */
static GPtrArray *
list_models (BwLibrary  *library,
             GError    **error)
{
  GPtrArray *models = bw_library_list_models (library, error);

  for (guint i = models != NULL ? models->len : 0; i > 0; i--)
    if (bw_forecast_start_is_kept (g_ptr_array_index (models, i - 1)))
      g_ptr_array_remove_index (models, i - 1);
  return models;
}

static gboolean
info_read (Info       *info,
           BwLibrary  *library,
           GError    **error)
{
  return bw_library_get_counts (library, &info->counts, error)
         && (info->kinds = bw_library_list_kinds (library, error)) != NULL
         && (info->imports = bw_library_list_imports (library, error)) != NULL
         && (info->models = list_models (library, error)) != NULL
         && (info->zone = bw_library_get_zone (library)) != NULL;
}

static void
info_clear (Info *info)
{
  g_clear_pointer (&info->kinds, g_ptr_array_unref);
  g_clear_pointer (&info->imports, g_ptr_array_unref);
  g_clear_pointer (&info->models, g_ptr_array_unref);
  g_clear_pointer (&info->zone, g_time_zone_unref);
}

static void
print_json (const Info *info)
{
  const BwLibraryCounts *counts = &info->counts;
  gboolean any = counts->first_ms != 0 || counts->last_ms != 0;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_int (builder, "records", counts->records);
  bw_json_add_int (builder, "readings", counts->readings);
  bw_json_add_int (builder, "beats", counts->beats);
  bw_json_add_int (builder, "ecgs", counts->ecgs);
  bw_json_add_int (builder, "rr_recordings", counts->rr_recordings);
  bw_json_add_int (builder, "workouts", counts->workouts);
  bw_json_add_int (builder, "activity_days", counts->activity_days);
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_object (builder);
  bw_json_add_int (builder, "fasting", counts->fasting);
  bw_json_add_int (builder, "glucose", counts->glucose);
  json_builder_end_object (builder);
  bw_json_add_time (builder, "first", any, counts->first_ms, info->zone);
  bw_json_add_time (builder, "last", any, counts->last_ms, info->zone);
  bw_json_add_string (builder, "zone", g_time_zone_get_identifier (info->zone));
  bw_json_add_int (builder, "size_bytes", counts->size_bytes);

  json_builder_set_member_name (builder, "kinds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < info->kinds->len; i++)
    {
      const BwKindInfo *kind = g_ptr_array_index (info->kinds, i);

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "kind", kind->name);
      bw_json_add_string (builder, "unit", kind->unit[0] != '\0' ? kind->unit : NULL);
      bw_json_add_int (builder, "count", kind->count);
      bw_json_add_time (builder, "first", kind->count > 0, kind->first_ms, info->zone);
      bw_json_add_time (builder, "last", kind->count > 0, kind->last_ms, info->zone);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "imports");
  json_builder_begin_array (builder);
  for (guint i = 0; i < info->imports->len; i++)
    {
      const BwImport *import = g_ptr_array_index (info->imports, i);

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "path", import->path);
      bw_json_add_time (builder, "time", TRUE, import->time_ms, info->zone);
      bw_json_add_int (builder, "new", (gint64) import->n_new);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "models");
  json_builder_begin_array (builder);
  for (guint i = 0; i < info->models->len; i++)
    {
      const BwModelRow *model = g_ptr_array_index (info->models, i);

      json_builder_begin_object (builder);
      bw_json_add_int (builder, "id", model->id);
      bw_json_add_string (builder, "kind", model->kind);
      bw_json_add_string (builder, "name", model->name[0] != '\0' ? model->name : NULL);
      bw_json_add_time (builder, "trained", TRUE, model->trained_ms, info->zone);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
add_count (BwTable    *table,
           const char *name,
           gint64      count)
{
  bw_table_add (table, g_strdup (name), g_strdup_printf ("%" G_GINT64_FORMAT, count));
}

/* Apple's identifiers without what they all begin with. */
static const char *
short_kind (const char *name)
{
  static const char *const prefixes[] = { "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier",
                                          "HKDataType" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i]))
      return name + strlen (prefixes[i]);
  return name;
}

static void
print_text (const Info *info,
            const char *path)
{
  const BwLibraryCounts *counts = &info->counts;
  g_autoptr (BwTable) sums = bw_table_new ("lr");
  g_autoptr (BwTable) kinds = bw_table_new ("llrll");
  g_autofree char *size = bw_cli_format_size (counts->size_bytes);
  g_autofree char *shown = bw_cli_format_path (path);

  g_print (_("Library “%s” (%s)\n\n"), shown, size);
  add_count (sums, _("Records"), counts->records);
  add_count (sums, _("HRV readings with beats"), counts->readings);
  add_count (sums, _("Beats"), counts->beats);
  add_count (sums, _("ECG recordings"), counts->ecgs);
  add_count (sums, _("  labelled fasting"), counts->fasting);
  add_count (sums, _("  labelled glucose"), counts->glucose);
  add_count (sums, _("RR recordings"), counts->rr_recordings);
  add_count (sums, _("Workouts"), counts->workouts);
  add_count (sums, _("Days of activity"), counts->activity_days);
  bw_table_print (sums, FALSE);

  if (info->kinds->len > 0)
    {
      g_print ("\n");
      bw_table_add (kinds, g_strdup (_("Kind")), g_strdup (_("Unit")), g_strdup (_("Records")),
                    g_strdup (_("First")), g_strdup (_("Last")));
      for (guint i = 0; i < info->kinds->len; i++)
        {
          const BwKindInfo *kind = g_ptr_array_index (info->kinds, i);

          bw_table_add (kinds, g_strdup (short_kind (kind->name)), g_strdup (kind->unit),
                        g_strdup_printf ("%" G_GINT64_FORMAT, kind->count),
                        bw_cli_format_time (kind->first_ms, info->zone),
                        bw_cli_format_time (kind->last_ms, info->zone));
        }
      bw_table_print (kinds, TRUE);
    }

  if (info->imports->len > 0)
    {
      g_autoptr (BwTable) imports = bw_table_new ("lrrl");

      g_print ("\n");
      bw_table_add (imports, g_strdup (_("Imported")), g_strdup (_("New")), g_strdup (_("ECGs")),
                    g_strdup (C_("import", "From")));
      for (guint i = 0; i < info->imports->len; i++)
        {
          const BwImport *import = g_ptr_array_index (info->imports, i);

          bw_table_add (imports, bw_cli_format_time (import->time_ms, info->zone),
                        g_strdup_printf ("%" G_GUINT64_FORMAT, import->n_new),
                        g_strdup_printf ("%" G_GUINT64_FORMAT, import->ecgs),
                        bw_cli_format_path (import->path));
        }
      bw_table_print (imports, TRUE);
    }

  if (info->models->len > 0)
    {
      g_autoptr (BwTable) models = bw_table_new ("rlll");

      g_print ("\n");
      bw_table_add (models, g_strdup (_("Model")), g_strdup (_("Kind")),
                    g_strdup (_("Trained on data until")), g_strdup (_("Name")));
      for (guint i = 0; i < info->models->len; i++)
        {
          const BwModelRow *model = g_ptr_array_index (info->models, i);

          bw_table_add (models, g_strdup_printf ("%" G_GINT64_FORMAT, model->id),
                        g_strdup (model->kind),
                        model->to_ms != 0 ? bw_cli_format_time (model->to_ms, info->zone) : NULL,
                        g_strdup (model->name));
        }
      bw_table_print (models, TRUE);
    }
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  Info info = { 0 };
  gboolean ok;

  if (!bw_cli_parse (cli, NULL, 0, 0, NULL, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;

  ok = info_read (&info, library, error);
  if (ok && cli->json)
    print_json (&info);
  else if (ok)
    print_text (&info, cli->library_path);
  info_clear (&info);
  return ok;
}

const BwCliVerb bw_cli_verb_info = {
  .name = "info",
  .summary = N_("Tell what the library holds"),
  .run = run,
};
