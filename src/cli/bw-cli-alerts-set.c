/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-alerts-private.h"
#include "cli/bw-cli-output.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

/* As given; %NULL where not. */
typedef struct
{
  gboolean on, off;
  char *zone, *when, *chance, *below, *hours, *trend, *quiet;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->zone);
  g_free (words->when);
  g_free (words->chance);
  g_free (words->below);
  g_free (words->hours);
  g_free (words->trend);
  g_free (words->quiet);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
is_off (const char *word)
{
  return g_strcmp0 (word, "off") == 0;
}

static gboolean
set_zone (const char    *word,
          BwAlertRules  *rules,
          GError       **error)
{
  if (word == NULL)
    return TRUE;
  rules->rule[BW_ALERT_ZONE] = !is_off (word);
  if (g_str_equal (word, bw_zone_get_id (BW_ZONE_RED)))
    rules->zone = BW_ZONE_RED;
  else if (g_str_equal (word, bw_zone_get_id (BW_ZONE_YELLOW)))
    rules->zone = BW_ZONE_YELLOW;
  else if (!is_off (word))
    return bw_cli_set_usage_error (error, _("“--zone” is “red”, “yellow” or “off”, not “%s”"), word);
  return TRUE;
}

static gboolean
set_when (const char    *word,
          BwAlertRules  *rules,
          GError       **error)
{
  if (word == NULL)
    return TRUE;
  rules->ahead = g_str_equal (word, "ahead");
  if (!rules->ahead && !g_str_equal (word, "now"))
    return bw_cli_set_usage_error (error, _("“--when” is “now” or “ahead”, not “%s”"), word);
  return TRUE;
}

/* A whole number, or where @off is given, the word “off”. */
static gboolean
set_number (const char  *option,
            const char  *word,
            guint        least,
            guint        most,
            gboolean    *off,
            guint       *value,
            GError     **error)
{
  guint64 number;

  if (word == NULL)
    return TRUE;
  if (off != NULL)
    {
      *off = is_off (word);
      if (*off)
        return TRUE;
    }
  if (!g_ascii_string_to_unsigned (word, 10, least, most, &number, NULL))
    return bw_cli_set_usage_error (
      error,
      off != NULL ? _("“%s” is a whole number from %u to %u, or “off”")
                  : _("“%s” is a whole number from %u to %u"),
      option, least, most);
  *value = (guint) number;
  return TRUE;
}

static gboolean
set_trend (const char    *word,
           BwAlertRules  *rules,
           GError       **error)
{
  if (word == NULL)
    return TRUE;
  rules->rule[BW_ALERT_TREND] = g_str_equal (word, "on");
  if (!rules->rule[BW_ALERT_TREND] && !is_off (word))
    return bw_cli_set_usage_error (error, _("“--trend” is “on” or “off”, not “%s”"), word);
  return TRUE;
}

static gboolean
set_quiet (const char    *word,
           BwAlertRules  *rules,
           GError       **error)
{
  guint from_h, from_m, until_h, until_m;
  int end = 0;

  if (word == NULL)
    return TRUE;
  rules->quiet = !is_off (word);
  if (!rules->quiet)
    return TRUE;
  if (sscanf (word, "%2u:%2u-%2u:%2u%n", &from_h, &from_m, &until_h, &until_m, &end) != 4
      || word[end] != '\0' || from_h > 23 || from_m > 59 || until_h > 23 || until_m > 59)
    return bw_cli_set_usage_error (
      error, _("“--quiet” is two times of day as in “22:00-07:00”, or “off”, not “%s”"), word);
  rules->quiet_from_min = from_h * 60 + from_m;
  rules->quiet_until_min = until_h * 60 + until_m;
  return TRUE;
}

static gboolean
set_all (const Words   *words,
         BwAlertRules  *rules,
         GError       **error)
{
  gboolean never = FALSE;
  gboolean not_below = FALSE;

  if (words->on && words->off)
    return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), "--on", "--off");
  if (words->on || words->off)
    rules->on = words->on;
  if (!set_zone (words->zone, rules, error) || !set_when (words->when, rules, error)
      || !set_number ("--chance", words->chance, 5, 95, &never, &rules->red_percent, error)
      || !set_number ("--below", words->below, 1, 100, &not_below, &rules->below, error)
      || !set_number ("--hours", words->hours, 1, 24, NULL, &rules->hours, error)
      || !set_trend (words->trend, rules, error) || !set_quiet (words->quiet, rules, error))
    return FALSE;
  if (never)
    rules->red_percent = 100;
  if (words->below != NULL)
    rules->rule[BW_ALERT_SCORE] = !not_below;
  return TRUE;
}

static void
print_rules (const BwAlertRules *rules)
{
  bw_cli_print_alert_rules (rules);
  for (int i = 0; rules->on && i < BW_N_ALERT_RULES; i++)
    {
      g_autofree char *text = bw_cli_format_alert_rule (rules, (BwAlertRule) i);

      if (rules->rule[i])
        g_print ("  %s\n", text);
    }
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (Words) words = { 0 };
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_NONE, &words.on, N_("Tell what the rules find"), NULL },
    { "off", 0, 0, G_OPTION_ARG_NONE, &words.off, N_("Tell nothing"), NULL },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &words.zone, N_("When this zone is entered, or a worse one"),
      "red|yellow|off" },
    { "when", 0, 0, G_OPTION_ARG_STRING, &words.when,
      N_("Whether only now or also within the next 24 hours"), "now|ahead" },
    { "chance", 0, 0, G_OPTION_ARG_STRING, &words.chance,
      N_("An hour ahead counts as red from this chance, too"), N_("PERCENT|off") },
    { "below", 0, 0, G_OPTION_ARG_STRING, &words.below, N_("When the score is below N for --hours"),
      "N|off" },
    { "hours", 0, 0, G_OPTION_ARG_STRING, &words.hours, N_("How many hours in a row"), "N" },
    { "trend", 0, 0, G_OPTION_ARG_STRING, &words.trend,
      N_("When the 7-day mean leaves its normal range"), "on|off" },
    { "quiet", 0, 0, G_OPTION_ARG_STRING, &words.quiet, N_("Hold back what is found at these hours"),
      "22:00-07:00|off" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  BwAlertRules rules;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return FALSE;
  bw_alert_rules_read (&rules, library);
  if (!set_all (&words, &rules, error) || !bw_alert_rules_write (&rules, library, error))
    return FALSE;
  bw_cli_clear_progress ();
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      bw_cli_add_alert_rules (builder, &rules);
      bw_cli_print_builder (builder);
    }
  else
    print_rules (&rules);
  return TRUE;
}

const BwCliVerb bw_cli_verb_alerts_set = {
  .name = "alerts set",
  .summary = N_("Choose what is told of a forecast, and when not"),
  .description = N_("What is not named stays as it is. The rules are kept in the library."),
  .run = run,
};
