/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "forecast/bw-score-weights.h"
#include "store/bw-forecasts.h"
#include "store/bw-member.h"

#include <glib/gi18n-lib.h>

/* What a kept forecast says of the moment it was issued at. */
typedef struct
{
  gboolean has_score;
  double score;
  gboolean has_zone;
  BwZone zone;
} Said;

static gboolean
find_zone (const char *id,
           BwZone     *zone)
{
  static const BwZone zones[] = { BW_ZONE_RED, BW_ZONE_YELLOW, BW_ZONE_GREEN };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    if (g_strcmp0 (id, bw_zone_get_id (zones[i])) == 0)
      {
        *zone = zones[i];
        return TRUE;
      }
  return FALSE;
}

/* Nothing where it cannot be read. */
static void
read_said (const BwForecastRow *row,
           Said                *said)
{
  g_autoptr (JsonNode) root = bw_member_parse (row->json);
  JsonObject *object;

  *said = (Said) { 0 };
  if (root == NULL)
    return;
  object = json_node_get_object (root);
  said->has_score = bw_member_get_double (object, "score_now", 0, 100, &said->score);
  said->has_zone = said->has_score
                   && find_zone (bw_member_get_string (object, "zone_now"), &said->zone);
}

static void
print_json (GPtrArray *rows,
            GTimeZone *zone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwForecastRow *row = g_ptr_array_index (rows, i);
      Said said;

      read_said (row, &said);
      json_builder_begin_object (builder);
      bw_json_add_int (builder, "id", row->id);
      bw_json_add_time (builder, "issued", TRUE, row->issued_ms, zone);
      bw_json_add_time (builder, "made", row->made_ms != 0, row->made_ms, zone);
      bw_json_add_string (builder, "measure", row->measure);
      bw_json_add_string (builder, "model", row->model);
      if (row->model_id != 0)
        bw_json_add_int (builder, "model_id", row->model_id);
      else
        bw_json_add_null (builder, "model_id");
      bw_json_add_double (builder, "score_now", said.has_score, said.score);
      bw_json_add_string (builder, "zone_now", said.has_zone ? bw_zone_get_id (said.zone) : NULL);
      if (row->score_version != 0)
        bw_json_add_int (builder, "score_version", row->score_version);
      else
        bw_json_add_null (builder, "score_version");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (GPtrArray *rows,
            GTimeZone *zone)
{
  g_autoptr (BwTable) table = bw_table_new ("lrlllr");
  gboolean older = FALSE;

  if (rows->len == 0)
    {
      g_print (_("No forecast was kept in this time.\n"));
      return;
    }
  bw_table_add (table, g_strdup (_("Issued")), g_strdup (_("Score")), g_strdup (_("Zone")),
                g_strdup (_("Model")), g_strdup (_("Measure")), g_strdup (_("Score version")));
  for (guint i = 0; i < rows->len; i++)
    {
      const BwForecastRow *row = g_ptr_array_index (rows, i);
      Said said;

      read_said (row, &said);
      bw_table_add (table, bw_cli_format_time (row->issued_ms, zone),
                    said.has_score ? g_strdup_printf ("%d", bw_zone_shown_score (said.score))
                                   : NULL,
                    said.has_zone ? g_strdup_printf ("%s %s", bw_zone_get_shape (said.zone),
                                                     bw_zone_get_name (said.zone))
                                  : NULL,
                    g_strdup (row->model), g_strdup (row->measure),
                    row->score_version != 0 ? g_strdup_printf ("%d", row->score_version) : NULL);
      older |= said.has_score && row->score_version != BW_SCORE_VERSION;
    }
  bw_table_print (table, TRUE);
  if (older)
    g_print (_("Scores of another version were worked out by other formulas than today’s.\n"));
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 from_ms, to_ms;

  library = bw_cli_open_span (cli, &from_ms, &to_ms, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  rows = bw_library_list_forecasts (library, from_ms, to_ms,
                                    cli->measure != BW_MEASURE_AUTO
                                      ? bw_measure_get_id (cli->measure)
                                      : NULL,
                                    error);
  if (rows == NULL)
    return FALSE;

  if (cli->json)
    print_json (rows, zone);
  else
    print_text (rows, zone);
  return TRUE;
}

const BwCliVerb bw_cli_verb_forecast_history = {
  .name = "forecast history",
  .summary = N_("List the forecasts that were kept, as they were issued"),
  .run = run,
};
