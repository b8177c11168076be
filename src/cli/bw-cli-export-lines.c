/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-format-count.h"
#include "cli/bw-cli-export-private.h"
#include "store/bw-imports.h"

#include <glib/gi18n-lib.h>

/* "hrv,sleep". @text: (nullable): all */
static gboolean
parse_measurements (const char  *text,
                    guint       *measurements,
                    GError     **error)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", ",", -1);
  BwLineMeasurement measurement;
  guint n = 0;

  *measurements = text != NULL ? 0 : BW_LINE_ALL;
  while (words[n] != NULL && bw_line_measurement_from_id (words[n], &measurement))
    {
      *measurements |= 1u << measurement;
      n++;
    }
  return (words[n] == NULL && *measurements != 0)
         || bw_cli_set_usage_error (
           error,
           _("“--measurements” is one or several of “hrv”, “heart_rate”, “resting_heart_rate”, "
             "“sleep”, “activity” and “fatigue”, as in “hrv,sleep”; not “%s”"),
           text);
}

gboolean
bw_cli_export_lines (BwCli                     *cli,
                     const BwCliExportOptions  *options,
                     const char                *kind,
                     const char                *path,
                     BwCliExported             *exported,
                     GError                   **error)
{
  BwExportLinesOptions lines = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *name = NULL;

  if (!parse_measurements (options->measurements, &lines.measurements, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (!bw_cli_parse_span (options->rhythm.from, options->rhythm.to, zone, &lines.from_ms,
                          &lines.to_ms, error))
    return FALSE;
  if (options->with_name)
    name = bw_library_get_characteristic (library, "name");
  lines.person = name;
  exported->named = name != NULL;
  exported->has_lines = TRUE;
  return bw_export_line_protocol (library, &lines, path, &exported->lines, cli->progress,
                                  cli->cancellable, error);
}

void
bw_cli_export_tell_lines (const BwCliExportOptions *options,
                          const BwCliExported      *exported,
                          const char               *shown)
{
  g_autoptr (BwTable) table = bw_table_new ("lr");

  g_print (_("Wrote points to “%s”:\n"), shown);
  for (guint i = 0; i < BW_N_LINE_MEASUREMENTS; i++)
    if (exported->lines.points[i] > 0)
      bw_table_add (table, g_strdup (bw_line_measurement_get_title (i)),
                    g_strdup_printf ("%" G_GUINT64_FORMAT, exported->lines.points[i]));
  bw_table_print (table, FALSE);
  if (exported->lines.left_out > 0)
    {
      g_autofree char *n = bw_format_count (exported->lines.left_out);

      g_print (_("Left out, because they cannot be written as points: %s\n"), n);
    }
  if (options->with_name && !exported->named)
    g_print (_("The library does not hold the person’s name.\n"));
}

void
bw_cli_export_add_lines (const BwCliExported *exported,
                         JsonBuilder         *builder)
{
  json_builder_set_member_name (builder, "points");
  json_builder_begin_object (builder);
  for (guint i = 0; i < BW_N_LINE_MEASUREMENTS; i++)
    bw_json_add_int (builder, bw_line_measurement_get_id (i),
                     (gint64) exported->lines.points[i]);
  json_builder_end_object (builder);
  bw_json_add_int (builder, "left_out", (gint64) exported->lines.left_out);
  bw_json_add_boolean (builder, "named", exported->named);
}
