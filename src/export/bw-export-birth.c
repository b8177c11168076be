/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-birth.h"

#include "base/bw-time.h"

#include <stdlib.h>
#include <string.h>

#define YEAR_DIGITS 4
/* Other calendars count other years, the Islamic and the Persian fewer and the Buddhist more. */
#define FIRST_YEAR 1880
#define LAST_YEAR 2399
#define LEAST_LETTERS 3
#define DAYS_A_YEAR 365.2425

/* A date's numbers and its month's name. */
typedef struct
{
  int numbers[3];
  gsize digits[3];
  guint n;
  int month;        /* 0 where no word was one */
  gboolean stop;    /* a full stop after the first number */
} Parts;

/* Whole or cut after three letters or more. Returns: 1 … 12; 0 for none */
static int
find_month (const char *word,
            gsize       length)
{
  static const char *const names[][2] = {
    { "january", "januar" }, { "february", "februar" }, { "march", "märz" },
    { "april", "april" }, { "may", "mai" }, { "june", "juni" },
    { "july", "juli" }, { "august", "august" }, { "september", "september" },
    { "october", "oktober" }, { "november", "november" }, { "december", "dezember" },
  };
  g_autofree char *lower = g_utf8_strdown (word, (gssize) length);

  if (g_utf8_strlen (lower, -1) < LEAST_LETTERS)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (names[i][0], lower) || g_str_has_prefix (names[i][1], lower))
      return (int) i + 1;
  return 0;
}

static gboolean
is_separator (gunichar c)
{
  static const gunichar counters[] = { 0x5e74, 0x6708, 0x65e5, 0xb144, 0xc6d4, 0xc77c }; /* 年月日년월일 */

  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    if (c == counters[i])
      return TRUE;
  return c == '-' || c == '/' || c == '.' || c == ',' || g_unichar_isspace (c);
}

static gboolean
split (Parts      *parts,
       const char *text)
{
  for (const char *s = text, *end; *s != 0; s = end)
    {
      end = g_utf8_next_char (s);
      if (g_ascii_isdigit (*s))
        {
          end = s + strspn (s, "0123456789");
          if (parts->n == G_N_ELEMENTS (parts->numbers) || end - s > YEAR_DIGITS)
            return FALSE;
          parts->digits[parts->n] = (gsize) (end - s);
          parts->numbers[parts->n++] = atoi (s);
        }
      else if (is_separator (g_utf8_get_char (s)))
        parts->stop |= *s == '.' && parts->n == 1;
      else
        {
          while (g_unichar_isalpha (g_utf8_get_char (end)))
            end = g_utf8_next_char (end);
          if (parts->month != 0)
            return FALSE;
          parts->month = find_month (s, (gsize) (end - s));
          if (parts->month == 0)
            return FALSE;
        }
    }
  return parts->n == (parts->month != 0 ? 2 : 3);
}

gboolean
bw_export_parse_birth (const char *text,
                       gint64     *days)
{
  Parts parts = { 0 };
  gboolean year_first;
  int year, month, day, real_year, real_month, real_day;

  g_return_val_if_fail (text != NULL && days != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL) || !split (&parts, text))
    return FALSE;
  year_first = parts.digits[0] == YEAR_DIGITS;
  for (guint i = 0; i < parts.n; i++)
    if ((parts.digits[i] == YEAR_DIGITS) != (i == (year_first ? 0 : parts.n - 1))
        || parts.digits[i] == YEAR_DIGITS - 1)
      return FALSE;

  year = parts.numbers[year_first ? 0 : parts.n - 1];
  day = parts.numbers[year_first ? parts.n - 1 : 0];
  month = parts.month != 0 ? parts.month : parts.numbers[1];
  if (parts.month == 0 && !year_first && !parts.stop && day <= 12 && month != day)
    {
      /* Day or month may come first: it is told by what can be no month. */
      if (month <= 12)
        return FALSE;
      day = parts.numbers[1];
      month = parts.numbers[0];
    }
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12)
    return FALSE;

  *days = bw_time_days_from_civil (year, month, day);
  bw_time_civil_from_days (*days, &real_year, &real_month, &real_day);
  return real_year == year && real_month == month && real_day == day;
}

double
bw_export_get_age (const char *text,
                   gint64      time_ms)
{
  gint64 days;
  double age_days;

  if (text == NULL || !bw_export_parse_birth (text, &days))
    return -1;
  age_days = (double) time_ms / BW_TIME_DAY - (double) days;
  return age_days >= 0 ? age_days / DAYS_A_YEAR : -1;
}
