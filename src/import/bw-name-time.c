/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-name-time.h"

#include "base/bw-time.h"

/* What is outside of these is a serial number. */
#define FIRST_YEAR 1970
#define LAST_YEAR 2199

/* Takes exactly @n digits. */
static gboolean
take_digits (const char **s,
             int          n,
             int         *value)
{
  *value = 0;
  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*s)[i]))
        return FALSE;
      *value = *value * 10 + ((*s)[i] - '0');
    }
  *s += n;
  return TRUE;
}

static gboolean
take_one_of (const char **s,
             const char  *characters)
{
  if (**s == '\0' || strchr (characters, **s) == NULL)
    return FALSE;
  ++*s;
  return TRUE;
}

/* `2023-01-05`, `2023_01_05`, `2023.01.05` or `20230105`. */
static gboolean
take_day (const char **s,
          gint64      *day)
{
  const char *at = *s;
  char text[16];
  int year, month, d;
  char separator;

  if (!take_digits (&at, 4, &year) || year < FIRST_YEAR || year > LAST_YEAR)
    return FALSE;
  separator = *at;
  if (take_one_of (&at, "-_."))
    {
      if (!take_digits (&at, 2, &month) || *at++ != separator)
        return FALSE;
    }
  else if (!take_digits (&at, 2, &month))
    return FALSE;
  if (!take_digits (&at, 2, &d) || g_ascii_isdigit (*at))
    {
      /* `20230105073122` */
      if (separator == '-' || separator == '_' || separator == '.')
        return FALSE;
    }
  g_snprintf (text, sizeof text, "%04d-%02d-%02d", year, month, d);
  if (!bw_time_parse_day (text, day))
    return FALSE;
  *s = at;
  return TRUE;
}

/* `07-31-22`, `07:31:22`, `07.31.22`, `07h31m22`, `073122`, or without the seconds. */
static gboolean
take_clock (const char **s,
            gint64      *ms)
{
  const char *at = *s;
  int hour, minute, second = 0;
  gboolean parted;

  if (!take_digits (&at, 2, &hour))
    return FALSE;
  parted = take_one_of (&at, "-:._h");
  if (!take_digits (&at, 2, &minute))
    return FALSE;
  if (parted ? take_one_of (&at, "-:._m") : g_ascii_isdigit (*at))
    {
      if (!take_digits (&at, 2, &second))
        {
          if (!parted)
            return FALSE;
          at--; /* what parts it from other words */
        }
    }
  if (g_ascii_isdigit (*at) || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  *ms = hour * BW_TIME_HOUR + minute * BW_TIME_MINUTE + second * BW_TIME_SECOND;
  *s = at;
  return TRUE;
}

BwMomentSort
bw_name_find_time (const char *name,
                   GTimeZone  *zone,
                   gint64     *time_ms,
                   int        *offset_min)
{
  for (const char *s = name; *s != '\0'; s++)
    {
      const char *at = s;
      gint64 day, clock_ms;

      if ((s > name && g_ascii_isdigit (s[-1])) || !take_day (&at, &day))
        continue;
      *offset_min = 0;
      *time_ms = day * BW_TIME_DAY + 12 * BW_TIME_HOUR;
      while (take_one_of (&at, " T_-."))
        continue;
      if (!take_clock (&at, &clock_ms))
        {
          /* Eight digits that more follow are a number of something. */
          if (g_ascii_isdigit (*at) && at > s && g_ascii_isdigit (at[-1]))
            continue;
          return BW_MOMENT_DAY;
        }
      *time_ms = day * BW_TIME_DAY + clock_ms;
      if (zone != NULL && *at != 'Z')
        {
          *time_ms = bw_time_from_local (zone, *time_ms);
          *offset_min = bw_time_offset (zone, *time_ms);
        }
      return BW_MOMENT_INSTANT;
    }
  return BW_MOMENT_NONE;
}
