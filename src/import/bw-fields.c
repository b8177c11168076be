/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-fields.h"

#include "base/bw-time.h"

#include <float.h>
#include <math.h>

#define MAX_NUMBER 400 /* bytes of a number in text */
#define MAX_DIGITS 19  /* that a guint64 holds whatever they are */

/* Powers of ten that are exact as doubles. */
static const double powers[] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

static inline gboolean
is_digit (char c)
{
  return (guint8) (c - '0') < 10;
}

/* @digits · 10^−@places, rounded once to the nearest double, or FALSE where that takes more care
 * than is fast (Clinger 1990, the fast path). */
static gboolean
scale_exactly (guint64  digits,
               int      places,
               double  *value)
{
  if (digits <= (G_GUINT64_CONSTANT (1) << DBL_MANT_DIG) && places < (int) G_N_ELEMENTS (powers))
    {
      *value = (double) digits / powers[places];
      return TRUE;
    }
#if LDBL_MANT_DIG == 64
  if (places < (int) G_N_ELEMENTS (powers))
    {
      /* One correct rounding to 64 bits; a second one to 53 is harmless unless the first fell on
       * or beside the middle between two doubles. */
      union
      {
        long double number;
        guint64 mantissa;
      } quotient;
      guint rest;

      quotient.number = (long double) digits / (long double) powers[places];
      rest = (guint) (quotient.mantissa & 0x7ff);
      if (rest < 0x3ff || rest > 0x401)
        {
          *value = (double) quotient.number;
          return TRUE;
        }
    }
#endif
  return FALSE;
}

/* Anything strtod() reads as a decimal number, with @text's comma made a point. */
static gboolean
number_slowly (const char *text,
               gsize       length,
               double     *value)
{
  char copy[MAX_NUMBER + 1];
  char *end;
  gboolean point = FALSE;

  if (length == 0 || length > MAX_NUMBER)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (c == ',' || c == '.')
        {
          if (point)
            return FALSE;
          point = TRUE;
          c = '.';
        }
      else if (!is_digit (c) && c != '-' && c != '+' && c != 'e' && c != 'E')
        return FALSE;
      copy[i] = c;
    }
  copy[length] = 0;

  *value = g_ascii_strtod (copy, &end);
  return end == copy + length && isfinite (*value);
}

gboolean
bw_fields_number (BwSlice  text,
                  double  *value)
{
  const char *s = text.text, *end = text.text + text.length;
  gboolean negative = FALSE, point = FALSE, any = FALSE;
  guint64 digits = 0;
  int n_digits = 0, places = 0;
  const char *start;

  while (s < end && (*s == ' ' || *s == '\t'))
    s++;
  while (s < end && (end[-1] == ' ' || end[-1] == '\t'))
    end--;

  start = s;
  if (s < end && (*s == '-' || *s == '+'))
    negative = *s++ == '-';
  for (; s < end; s++)
    {
      if (is_digit (*s))
        {
          if (n_digits == MAX_DIGITS)
            break;
          digits = digits * 10 + (guint64) (*s - '0');
          any = TRUE;
          n_digits += digits != 0;
          places += point;
        }
      else if ((*s == '.' || *s == ',') && !point)
        point = TRUE;
      else
        break;
    }

  if (s == end && any && scale_exactly (digits, places, value))
    {
      if (negative)
        *value = -*value;
      return TRUE;
    }
  return number_slowly (start, (gsize) (end - start), value);
}

/* Two digits, or a number above 99. */
static inline guint
two_digits (const char *s)
{
  guint tens = (guint8) (s[0] - '0'), ones = (guint8) (s[1] - '0');

  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

gboolean
bw_fields_time (BwTimeCache *cache,
                BwSlice      text,
                gint64      *time_ms,
                int         *offset_min)
{
  const char *s = text.text;
  guint hour, minute, second;

  if (text.length == 25 && cache->has_date && cache->has_offset
      && memcmp (s, cache->date, sizeof cache->date) == 0
      && memcmp (s + 20, cache->offset_text, sizeof cache->offset_text) == 0
      && (s[10] == ' ' || s[10] == 'T') && s[13] == ':' && s[16] == ':' && s[19] == ' ')
    {
      hour = two_digits (s + 11);
      minute = two_digits (s + 14);
      second = two_digits (s + 17);
      if (hour > 23 || minute > 59 || second > 60)
        return FALSE;
      *time_ms = cache->day_ms + hour * BW_TIME_HOUR + minute * BW_TIME_MINUTE
                 + second * BW_TIME_SECOND - cache->offset_min * BW_TIME_MINUTE;
      *offset_min = cache->offset_min;
      return TRUE;
    }

  if (!bw_time_parse (s, text.length, time_ms, offset_min))
    return FALSE;

  if (text.length == 25 && s[19] == ' ')
    {
      gint64 local = *time_ms + *offset_min * BW_TIME_MINUTE;

      memcpy (cache->date, s, sizeof cache->date);
      memcpy (cache->offset_text, s + 20, sizeof cache->offset_text);
      cache->has_date = cache->has_offset = TRUE;
      cache->offset_min = *offset_min;
      cache->day_ms = local - (two_digits (s + 11) * BW_TIME_HOUR
                               + two_digits (s + 14) * BW_TIME_MINUTE
                               + two_digits (s + 17) * BW_TIME_SECOND);
    }
  return TRUE;
}
