/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-label-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "cli/bw-cli-recording.h"
#include "comparator/bw-label-rules.h"
#include "store/bw-samples.h"

#include <glib/gi18n-lib.h>

/* Nothing is told of a recording by a meal or a meter reading a day away, and no meter shows more. */
#define MAX_MINUTES (24 * 60)
#define MAX_MG_DL 2000

typedef struct
{
  const BwCliLabelOptions *options;
  BwMealRule meal;
  BwGlucoseRule glucose;
} Rule;

static gboolean
parse_meal (Rule       *rule,
            GTimeZone  *zone,
            GError    **error)
{
  const BwCliLabelOptions *options = rule->options;
  BwMealRule *meal = &rule->meal;
  g_autoptr (GError) local = NULL;
  gint64 day;

  if (bw_time_parse_day (options->meal, &day))
    return bw_cli_set_usage_error (
      error, _("“--meal” needs the time of day as well, as in “%sT08:10”"), options->meal);
  if (!bw_cli_parse_time (options->meal, zone, FALSE, &meal->drink_ms, error)
      || !bw_cli_parse_number ("--from-min", options->from_min, 0, MAX_MINUTES, &meal->from_min,
                               error)
      || !bw_cli_parse_number ("--to-min", options->to_min, 0, MAX_MINUTES, &meal->to_min, error))
    return FALSE;
  return bw_meal_rule_check (meal, &local)
         || bw_cli_set_usage_error (error, "%s", local->message);
}

static gboolean
parse_glucose (Rule    *rule,
               GError **error)
{
  const BwCliLabelOptions *options = rule->options;
  BwGlucoseRule *glucose = &rule->glucose;
  double unit = options->mmol ? BW_GLUCOSE_MG_DL_PER_MMOL_L : 1;
  double below = glucose->fasting_below_mg_dl / unit;
  double from = glucose->glucose_from_mg_dl / unit;
  g_autoptr (GError) local = NULL;

  if (!bw_cli_parse_number ("--within-min", options->within_min, 0, MAX_MINUTES,
                            &glucose->within_min, error)
      || !bw_cli_parse_number ("--fasting-below", options->fasting_below, 0, MAX_MG_DL / unit,
                               &below, error)
      || !bw_cli_parse_number ("--glucose-from", options->glucose_from, 0, MAX_MG_DL / unit, &from,
                               error))
    return FALSE;
  if (options->fasting_below != NULL)
    glucose->fasting_below_mg_dl = below * unit;
  if (options->glucose_from != NULL)
    glucose->glucose_from_mg_dl = from * unit;
  return bw_glucose_rule_check (glucose, &local)
         || bw_cli_set_usage_error (error, "%s", local->message);
}

static BwProposals *
propose (const Rule  *rule,
         BwLibrary   *library,
         GArray      *recordings,
         GTimeZone   *zone,
         GError     **error)
{
  g_autoptr (GArray) samples = NULL;
  g_autoptr (GArray) readings = NULL;
  guint n_unknown = 0;

  if (rule->options->meal != NULL)
    return bw_propose_by_meal (recordings, zone, &rule->meal);

  samples = bw_library_read_samples (library, BW_KIND_BLOOD_GLUCOSE, G_MININT64, G_MAXINT64, error);
  if (samples == NULL)
    return NULL;
  readings = bw_glucose_readings_new (samples, &n_unknown);
  if (readings->len > 0)
    return bw_propose_by_readings (recordings, readings, &rule->glucose);
  if (n_unknown > 0)
    g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                 _("None of the library’s blood-glucose records is in mg/dL or mmol/L"));
  else
    g_set_error (error, BW_ERROR, BW_ERROR_TOO_FEW,
                 _("The library holds no blood-glucose records; import an export that has them"));
  return NULL;
}

static gboolean
is_change (const BwProposal *proposal)
{
  return proposal->label != BW_LABEL_NONE && proposal->label != proposal->was;
}

static void
print_json (const BwProposals *proposals,
            GHashTable        *recordings,
            GTimeZone         *zone,
            gboolean           dry_run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_boolean (builder, "dry_run", dry_run);
  bw_json_add_int (builder, "fasting", proposals->n_fasting);
  bw_json_add_int (builder, "glucose", proposals->n_glucose);
  bw_json_add_int (builder, "changed", proposals->n_changes);
  bw_json_add_int (builder, "without_time", proposals->n_without_time);
  json_builder_set_member_name (builder, "proposals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < proposals->proposals->len; i++)
    {
      const BwProposal *proposal = &g_array_index (proposals->proposals, BwProposal, i);
      const BwRecording *recording = g_hash_table_lookup (recordings, &proposal->recording_id);

      json_builder_begin_object (builder);
      bw_json_add_int (builder, "id", proposal->recording_id);
      bw_json_add_recording_time (builder, recording, zone);
      bw_json_add_string (builder, "name", recording->name);
      bw_json_add_string (builder, "label", bw_cli_label_id (proposal->label));
      bw_json_add_string (builder, "was", bw_cli_label_id (proposal->was));
      bw_json_add_string (builder, "reason", proposal->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static void
print_text (const BwProposals *proposals,
            GHashTable        *recordings,
            GTimeZone         *zone,
            gboolean           dry_run)
{
  g_autoptr (BwTable) table = bw_table_new ("rlllll");
  guint shown = 0, left;

  bw_table_add (table, g_strdup (_("ID")), g_strdup (_("Time")), g_strdup (_("Name")),
                g_strdup (_("Was")), g_strdup (_("Label")), g_strdup (_("Why")));
  for (guint i = 0; i < proposals->proposals->len; i++)
    {
      const BwProposal *proposal = &g_array_index (proposals->proposals, BwProposal, i);
      const BwRecording *recording = g_hash_table_lookup (recordings, &proposal->recording_id);

      if (!is_change (proposal))
        continue;
      bw_table_add (table, g_strdup_printf ("%" G_GINT64_FORMAT, proposal->recording_id),
                    bw_cli_format_recording_time (recording, zone), g_strdup (recording->name),
                    g_strdup (bw_cli_label_id (proposal->was)),
                    g_strdup (bw_cli_label_id (proposal->label)), g_strdup (proposal->reason));
      shown++;
    }
  if (shown > 0)
    bw_table_print (table, TRUE);

  if (dry_run)
    g_print (g_dngettext (GETTEXT_PACKAGE, "Would label %u recording; nothing was changed.\n",
                          "Would label %u recordings; nothing was changed.\n", shown),
             shown);
  else
    bw_cli_label_print_count (shown);
  left = proposals->proposals->len - shown;
  if (left > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE, "Left as it is: %u recording; “--json” tells why.\n",
                          "Left as they are: %u recordings; “--json” tells why of each.\n", left),
             left);
  if (proposals->n_without_time > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "Passed over: %u recording of which only the day is known.\n",
                          "Passed over: %u recordings of which only the day is known.\n",
                          proposals->n_without_time),
             proposals->n_without_time);
}

/* Looks and labels in one transaction, so that what is proposed still holds when it is applied. */
static gboolean
look_and_label (const Rule   *rule,
                BwLibrary    *library,
                GTimeZone    *zone,
                GArray      **recordings,
                BwProposals **proposals,
                GError      **error)
{
  g_autoptr (GArray) states = NULL;

  *recordings = bw_library_read_recordings (library, error);
  if (*recordings == NULL)
    return FALSE;
  *proposals = propose (rule, library, *recordings, zone, error);
  if (*proposals == NULL)
    return FALSE;
  if (rule->options->dry_run)
    return TRUE;
  states = bw_proposals_get_states (*proposals, rule->options->meal != NULL ? "protocol" : "glucose",
                                    g_get_real_time () / 1000);
  return bw_library_set_labels (library, (const BwLabelState *) states->data, states->len, error);
}

gboolean
bw_cli_label_by_rule (BwCli                    *cli,
                      const BwCliLabelOptions  *options,
                      GError                  **error)
{
  Rule rule = { options, BW_MEAL_RULE_DEFAULT, BW_GLUCOSE_RULE_DEFAULT };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) recordings = NULL;
  g_autoptr (BwProposals) proposals = NULL;
  g_autoptr (GHashTable) index = NULL;

  rule.meal.replace = rule.glucose.replace = options->replace;
  if (options->glucose && !parse_glucose (&rule, error))
    return FALSE;
  library = bw_cli_open_library (cli, options->dry_run ? BW_LIBRARY_READ : BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (options->meal != NULL && !parse_meal (&rule, zone, error))
    return FALSE;

  if (!options->dry_run && !bw_library_begin (library, error))
    return FALSE;
  if (!look_and_label (&rule, library, zone, &recordings, &proposals, error)
      || (!options->dry_run && !bw_library_commit (library, error)))
    {
      bw_library_rollback (library);
      return FALSE;
    }

  index = bw_cli_index_recordings (recordings);
  if (cli->json)
    print_json (proposals, index, zone, options->dry_run);
  else
    print_text (proposals, index, zone, options->dry_run);
  return TRUE;
}
