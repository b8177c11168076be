/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* What stands behind options: times, numbers, IDs; and which options go together. */

gboolean
bw_cli_parse_time (const char  *text,
                   GTimeZone   *zone,
                   gboolean     whole_day,
                   gint64      *time_ms,
                   GError     **error)
{
  gint64 day;

  if (bw_time_parse_day (text, &day))
    {
      *time_ms = bw_time_from_local (zone, (whole_day ? day + 1 : day) * BW_TIME_DAY);
      return TRUE;
    }
  if (bw_time_parse (text, strlen (text), time_ms, NULL))
    {
      /* Behind the date, only an offset has one of these. */
      if (strlen (text) > 10 && strpbrk (text + 10, "+-Zz") == NULL)
        *time_ms = bw_time_from_local (zone, *time_ms);
      return TRUE;
    }
  return bw_cli_set_usage_error (
    error, _("“%s” is not a time; write it as 2023-09-21 or 2023-09-21T07:30:00+02:00"), text);
}

gboolean
bw_cli_parse_span (const char  *from,
                   const char  *to,
                   GTimeZone   *zone,
                   gint64      *from_ms,
                   gint64      *to_ms,
                   GError     **error)
{
  *from_ms = G_MININT64 / 2;
  *to_ms = G_MAXINT64;
  if (from != NULL && !bw_cli_parse_time (from, zone, FALSE, from_ms, error))
    return FALSE;
  if (to != NULL && !bw_cli_parse_time (to, zone, TRUE, to_ms, error))
    return FALSE;
  if (*to_ms <= *from_ms)
    return bw_cli_set_usage_error (error, _("“%s” is not after “%s”"), to, from);
  return TRUE;
}

BwLibrary *
bw_cli_open_span (BwCli   *cli,
                  gint64  *from_ms,
                  gint64  *to_ms,
                  GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("From this time or day on"), N_("TIME") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Up to this time, or to the end of this day"),
      N_("TIME") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error))
    return NULL;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return NULL;
  zone = bw_library_get_zone (library);
  return bw_cli_parse_span (from, to, zone, from_ms, to_ms, error) ? g_steal_pointer (&library)
                                                                   : NULL;
}

gboolean
bw_cli_parse_number (const char  *option,
                     const char  *text,
                     double       min,
                     double       max,
                     double      *value,
                     GError     **error)
{
  double number;
  char *end;

  if (text == NULL)
    return TRUE;
  number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (number))
    return bw_cli_set_usage_error (error, _("“%s” is a number, with a point, not “%s”"), option,
                                   text);
  if (number < min || number > max)
    return bw_cli_set_usage_error (error, _("“%s” lies between %g and %g"), option, min, max);
  *value = number;
  return TRUE;
}

gboolean
bw_cli_parse_id (const char  *text,
                 gint64      *id,
                 GError     **error)
{
  if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL))
    return bw_cli_set_usage_error (
      error, _("“%s” is not the ID of a recording; “beatwise-cli ecgs” lists them"), text);
  return TRUE;
}

gboolean
bw_cli_check_uses (const BwCliUse  *uses,
                   guint            n_uses,
                   guint            way,
                   const char      *way_name,
                   GError         **error)
{
  for (guint i = 0; i < n_uses; i++)
    if (uses[i].given && (uses[i].ways & way) == 0)
      /* Translators: two options, or an option and what it stands beside ("--note", "--meal") */
      return bw_cli_set_usage_error (error, _("“%s” does not go with “%s”"), uses[i].option,
                                     way_name);
  return TRUE;
}
