/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "cli/bw-cli-output.h"
#include "forecast/bw-hourly.h"

#include <glib/gi18n-lib.h>

static const BwMeasure measures[] = {
  BW_MEASURE_RMSSD,
  BW_MEASURE_RMSSD_IMPORTED,
  BW_MEASURE_SDNN,
};

typedef struct
{
  BwMeasure chosen;                       /* by the person; AUTO */
  BwMeasure used;                         /* AUTO where there is no reading */
  guint n[G_N_ELEMENTS (measures)];       /* readings that count */
} State;

static gboolean
read_state (BwLibrary  *library,
            State      *state,
            GError    **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *setting = bw_library_get_setting (library, "measure");

  *state = (State) { 0 };
  if (setting == NULL || !bw_measure_from_id (setting, &state->chosen))
    state->chosen = BW_MEASURE_AUTO;
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (!bw_hourly_count_readings (library, measures[i], &state->n[i], error))
      return FALSE;
  state->used = bw_hourly_choose_measure (library, BW_MEASURE_AUTO, &local);
  if (local == NULL || g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
print_json (const State *state)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_string (builder, "chosen", bw_measure_get_id (state->chosen));
  bw_json_add_string (builder, "used",
                      state->used != BW_MEASURE_AUTO ? bw_measure_get_id (state->used) : NULL);
  json_builder_set_member_name (builder, "measures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      json_builder_begin_object (builder);
      bw_json_add_string (builder, "measure", bw_measure_get_id (measures[i]));
      bw_json_add_int (builder, "readings", state->n[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const State *state)
{
  g_autoptr (BwTable) table = bw_table_new ("llrl");

  bw_table_add (table, g_strdup (_("Measure")), g_strdup (_("Name")), g_strdup (_("Readings")),
                g_strdup (""));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    bw_table_add (table, g_strdup (bw_measure_get_id (measures[i])),
                  g_strdup (bw_measure_get_name (measures[i])),
                  g_strdup_printf ("%u", state->n[i]),
                  /* Translators: the measure that forecasts run on. */
                  g_strdup (measures[i] == state->used ? _("in use") : ""));
  bw_table_print (table, TRUE);
  if (state->chosen == BW_MEASURE_AUTO)
    g_print (_("Found by what the library holds; “measure NAME” chooses another.\n"));
  else if (state->chosen != state->used)
    g_print (_("“%s” is chosen, and there is no reading of it.\n"),
             bw_measure_get_id (state->chosen));
  else
    g_print (_("Chosen for this library; “measure auto” goes by what it holds.\n"));
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  BwMeasure measure;
  State state;

  if (!bw_cli_parse (cli, NULL, 0, 1, &words, error))
    return FALSE;
  if (words[0] != NULL && !bw_cli_parse_measure (words[0], &measure, error))
    return FALSE;
  library = bw_cli_open_library (cli, words[0] != NULL ? BW_LIBRARY_CREATE : BW_LIBRARY_READ, error);
  if (library == NULL
      || (words[0] != NULL
          && !bw_library_set_setting (library, "measure", bw_measure_get_id (measure), error))
      || !read_state (library, &state, error))
    return FALSE;

  if (cli->json)
    print_json (&state);
  else
    print_text (&state);
  return TRUE;
}

const BwCliVerb bw_cli_verb_measure = {
  .name = "measure",
  .arguments = N_("[auto|rmssd|rmssd-imported|sdnn]"),
  .summary = N_("Show or choose the measure that forecasts run on"),
  .description = N_("A forecast runs on one measure and never mixes them: RMSSD worked out from beats, "
                    "RMSSD as another device\n"
                    "or app gave it, or SDNN. “--measure NAME” before a verb takes another for that "
                    "one time."),
  .run = run,
};
