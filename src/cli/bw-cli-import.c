/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-import-private.h"
#include "cli/bw-cli-output.h"
#include "import/bw-ecg-file.h"
#include "import/bw-import.h"

#include <glib/gi18n-lib.h>

void
bw_cli_add_import (JsonBuilder    *builder,
                   const BwImport *import)
{
  bw_json_add_int (builder, "records", (gint64) import->records);
  bw_json_add_int (builder, "new", (gint64) import->n_new);
  bw_json_add_int (builder, "readings", (gint64) import->readings);
  bw_json_add_int (builder, "beats", (gint64) import->beats);
  bw_json_add_int (builder, "ecgs", (gint64) import->ecgs);
  bw_json_add_int (builder, "ecg_samples", (gint64) import->ecg_samples);
  bw_json_add_int (builder, "workouts", (gint64) import->workouts);
  bw_json_add_int (builder, "activity_days", (gint64) import->activity_days);
  bw_json_add_int (builder, "rr_recordings", (gint64) import->rr_recordings);
  bw_json_add_int (builder, "skipped", (gint64) import->skipped);

  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < import->problems->len; i++)
    {
      const BwProblem *problem = g_ptr_array_index (import->problems, i);

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "file", problem->file);
      if (problem->line > 0)
        bw_json_add_int (builder, "line", problem->line);
      else
        bw_json_add_null (builder, "line");
      bw_json_add_string (builder, "what", problem->what);
      bw_json_add_int (builder, "count", problem->count);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_json_add_double (builder, "seconds", TRUE, import->seconds);
}

static void
print_json (const BwImportResult *result)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_cli_add_import (builder, result->total);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < result->files->len; i++)
    {
      const BwImport *import = g_ptr_array_index (result->files, i);

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "path", import->path);
      bw_json_add_string (builder, "format", import->format);
      bw_cli_add_import (builder, import);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
add_row (BwTable    *table,
         const char *name,
         guint64     count)
{
  if (count > 0)
    bw_table_add (table, g_strdup (name), g_strdup_printf ("%" G_GUINT64_FORMAT, count));
}

static void
print_text (const BwImportResult *result)
{
  const BwImport *total = result->total;
  g_autoptr (BwTable) table = bw_table_new ("lr");
  g_autofree char *took = bw_cli_format_duration (total->seconds);

  /* Recordings alone are no records of the health export. */
  if (total->records > 0 || (total->ecgs == 0 && total->rr_recordings == 0))
    {
      bw_table_add (table, g_strdup (_("Records read")),
                    g_strdup_printf ("%" G_GUINT64_FORMAT, total->records));
      bw_table_add (table, g_strdup (_("New")),
                    g_strdup_printf ("%" G_GUINT64_FORMAT, total->n_new));
    }
  add_row (table, _("HRV readings with beats"), total->readings);
  add_row (table, _("Beats"), total->beats);
  add_row (table, _("ECG recordings"), total->ecgs);
  add_row (table, _("RR recordings"), total->rr_recordings);
  add_row (table, _("Workouts"), total->workouts);
  add_row (table, _("Days of activity"), total->activity_days);
  add_row (table, _("Skipped"), total->skipped);
  bw_table_print (table, FALSE);
  g_print (_("Took %s.\n"), took);

  if (total->problems->len > 0)
    g_print ("\n%s\n", _("What could not be read:"));
  for (guint i = 0; i < total->problems->len; i++)
    {
      const BwProblem *problem = g_ptr_array_index (total->problems, i);
      g_autofree char *file = bw_cli_format_text (problem->file);
      g_autofree char *what = bw_cli_format_text (problem->what);
      g_autofree char *line = g_strdup_printf ("%" G_GINT64_FORMAT, problem->line);
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, problem->count);

      /* A format with G_GINT64_FORMAT inside cannot be translated: xgettext sees it end there. */
      if (problem->line > 0)
        /* Translators: a file name, a line number, what is wrong, and how often. */
        g_print (ngettext ("  %s, line %s: %s (%s time)\n", "  %s, line %s: %s (%s times)\n",
                           (gulong) problem->count),
                 file, line, what, count);
      else
        /* Translators: a file name, what is wrong, and how often. */
        g_print (ngettext ("  %s: %s (%s time)\n", "  %s: %s (%s times)\n",
                           (gulong) problem->count),
                 file, what, count);
    }
}

static gboolean
parse_precision (const char  *text,
                 BwPrecision *precision)
{
  static const char *const ids[] = {
    [BW_PRECISION_S] = "s", [BW_PRECISION_MS] = "ms",
    [BW_PRECISION_US] = "us", [BW_PRECISION_NS] = "ns",
  };

  for (guint i = BW_PRECISION_S; i < G_N_ELEMENTS (ids); i++)
    if (strcmp (text, ids[i]) == 0)
      {
        *precision = (BwPrecision) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  BwImportOptions options = { 0 };
  g_autofree char *label = NULL;
  g_autofree char *time = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *person = NULL;
  g_autofree char *precision = NULL;
  const GOptionEntry entries[] = {
    { "label", 0, 0, G_OPTION_ARG_STRING, &label, N_("Label of the ECGs"), "fasting|glucose" },
    { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &options.rate_hz,
      N_("Sample rate of ECGs that do not tell theirs (512)"), N_("HZ") },
    { "time", 0, 0, G_OPTION_ARG_STRING, &time,
      N_("Beginning of an ECG, or of RR intervals, that do not tell their own"), N_("TIME") },
    { "partial", 0, 0, G_OPTION_ARG_NONE, &options.partial,
      N_("Keep what can be read of a truncated file"), NULL },
    { "watch", 0, 0, G_OPTION_ARG_FILENAME, &folder,
      N_("Import what lies in FOLDER and what is put there, until Ctrl-C"), N_("FOLDER") },
    { "person", 0, 0, G_OPTION_ARG_STRING, &person,
      N_("Whose values to take from a table of several people"), N_("NAME") },
    { "precision", 0, 0, G_OPTION_ARG_STRING, &precision,
      N_("What times count since 1970 (found by their size)"), "ns|us|ms|s" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwImportResult) result = NULL;

  if (!bw_cli_parse (cli, entries, 0, G_MAXUINT, &words, error))
    return FALSE;
  if (folder == NULL && words[0] == NULL)
    return bw_cli_set_usage_error (error, _("“%s” is missing"), _(cli->verb->arguments));
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_suffix (words[i], ".safetensors"))
      return bw_cli_set_usage_error (error,
                                     _("“%s” holds a network’s weights: “forecast import” or "
                                       "“comparator import” takes it"),
                                     words[i]);
  if (folder != NULL && words[0] != NULL)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), words[0], "--watch");
  if (label != NULL)
    {
      if (!bw_label_from_id (label, &options.label) || options.label == BW_LABEL_NONE)
        return bw_cli_set_usage_error (error, _("“--label” is “fasting” or “glucose”, not “%s”"),
                                       label);
      options.has_label = TRUE;
    }
  if (options.rate_hz != 0
      && !(options.rate_hz >= BW_ECG_MIN_RATE_HZ && options.rate_hz <= BW_ECG_MAX_RATE_HZ))
    return bw_cli_set_usage_error (error, _("“--rate” lies between 50 and 5000 Hz"));
  if (precision != NULL && !parse_precision (precision, &options.precision))
    return bw_cli_set_usage_error (error, _("“--precision” is “ns”, “us”, “ms” or “s”, not “%s”"),
                                   precision);
  options.person = person;

  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return FALSE;
  if (time != NULL)
    {
      g_autoptr (GTimeZone) zone = bw_library_get_zone (library);

      if (!bw_cli_parse_time (time, zone, FALSE, &options.time_ms, error))
        return FALSE;
      options.has_time = TRUE;
      options.offset_min = bw_time_offset (zone, options.time_ms);
    }

  if (folder != NULL)
    return bw_cli_import_watch (cli, library, folder, &options, error);
  result = bw_import_paths (library, (const char *const *) words, &options, cli->progress,
                            cli->cancellable, error);
  if (result == NULL)
    return FALSE;

  bw_cli_clear_progress ();
  if (cli->json)
    print_json (result);
  else
    print_text (result);
  return TRUE;
}

const BwCliVerb bw_cli_verb_import = {
  .name = "import",
  .arguments = N_("PATH…"),
  .summary = N_("Read health data into the library"),
  .description = N_("A PATH is an Apple Health export.zip, the folder it unpacks to, its XML, a share "
                    "(“export share”), an ECG (CSV\n"
                    "as Apple writes it and its kin, EDF or EDF+), a file of RR intervals (one number a "
                    "line, a table, or as Kubios,\n"
                    "Polar, Elite HRV and others write them), a table of RMSSD values (CSV with a "
                    "heading that names a time and an\n"
                    "RMSSD), InfluxDB line protocol (measurements hrv, heart_rate, resting_heart_rate, "
                    "sleep and activity), or a\n"
                    "folder of those. All of them land together or, after a failure or Ctrl-C, none. "
                    "Reading a file again, or a newer\n"
                    "export, adds only what is new; a share’s recordings that are there under their "
                    "true dates are left out. ECGs in\n"
                    "folders named “fast…” and “glucose…” are labelled by them. The R peaks and the "
                    "quality of an ECG are found as it\n"
                    "comes in.\n"
                    "With --watch each file lands by itself, and what is no health data is passed "
                    "over."),
  .run = run,
};
