/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-ecg-line.h"

#include <math.h>

#define MAX_NUMBER_LENGTH 63

BwSlice
bw_ecg_take_line (const char **s,
                  const char  *end)
{
  const char *begin = *s, *stop = begin;
  BwSlice line;

  while (stop < end && *stop != '\n' && *stop != '\r')
    stop++;
  line = (BwSlice) { begin, (gsize) (stop - begin) };
  if (stop < end && *stop == '\r' && stop + 1 < end && stop[1] == '\n')
    stop++;
  *s = stop < end ? stop + 1 : end;

  while (line.length > 0 && g_ascii_isspace (line.text[line.length - 1]))
    line.length--;
  while (line.length > 0 && g_ascii_isspace (line.text[0]))
    {
      line.text++;
      line.length--;
    }
  return line;
}

static BwSlice
strip_quotes (BwSlice text)
{
  if (text.length >= 2 && text.text[0] == '"' && text.text[text.length - 1] == '"')
    return (BwSlice) { text.text + 1, text.length - 2 };
  return text;
}

/* The sign before a number, and what follows it. */
static BwSlice
take_sign (BwSlice   text,
           gboolean *negative)
{
  gsize n = 0;

  *negative = FALSE;
  if (bw_slice_has_prefix (text, "\xe2\x88\x92")) /* U+2212, minus sign */
    {
      *negative = TRUE;
      n = 3;
    }
  else if (text.length > 0 && (text.text[0] == '-' || text.text[0] == '+'))
    {
      *negative = text.text[0] == '-';
      n = 1;
    }
  return (BwSlice) { text.text + n, text.length - n };
}

/* A number without its sign, the slow way. */
static gboolean
parse_double (BwSlice  text,
              double  *value)
{
  char copy[MAX_NUMBER_LENGTH + 1];
  char *stop;

  if (text.length == 0 || text.length > MAX_NUMBER_LENGTH
      || !(g_ascii_isdigit (text.text[0]) || text.text[0] == '.' || text.text[0] == ','))
    return FALSE;
  for (gsize i = 0; i < text.length; i++)
    {
      char c = text.text[i] == ',' ? '.' : text.text[i];

      if (!g_ascii_isdigit (c) && strchr (".eE+-", c) == NULL)
        return FALSE;
      copy[i] = c;
    }
  copy[text.length] = 0;
  *value = g_ascii_strtod (copy, &stop);
  return stop != copy && *stop == 0 && isfinite (*value);
}

BwEcgSample
bw_ecg_parse_sample (BwSlice  text,
                     gint64   nv_per_unit,
                     gint32  *nv)
{
  gboolean negative, any = FALSE;
  BwSlice number = take_sign (strip_quotes (text), &negative);
  const char *s = number.text, *end = number.text + number.length;
  gint64 value = 0, place = nv_per_unit;

  for (; s < end && g_ascii_isdigit (*s); s++)
    {
      any = TRUE;
      value = value * 10 + (*s - '0');
      if (value > G_MAXINT32)
        return BW_ECG_OUT_OF_RANGE;
    }
  value *= nv_per_unit;
  if (s < end && (*s == '.' || *s == ','))
    for (s++; s < end && g_ascii_isdigit (*s); s++)
      {
        int digit = *s - '0';

        any = TRUE;
        if (place > 1)
          value += digit * (place /= 10);
        else if (place == 1)
          {
            value += digit >= 5;
            place = 0;
          }
      }
  if (!any)
    return BW_ECG_NO_NUMBER;

  if (s < end)
    {
      /* An exponent is not Apple's way; it is read all the same. */
      double read;

      if ((*s != 'e' && *s != 'E') || !parse_double (number, &read))
        return BW_ECG_NO_NUMBER;
      read = round (read * (double) nv_per_unit);
      if (read > G_MAXINT32)
        return BW_ECG_OUT_OF_RANGE;
      value = (gint64) read;
    }

  if (value > G_MAXINT32)
    return BW_ECG_OUT_OF_RANGE;
  *nv = (gint32) (negative ? -value : value);
  return BW_ECG_SAMPLE;
}

gboolean
bw_ecg_parse_number (BwSlice  text,
                     double  *value,
                     double  *resolution)
{
  gboolean negative;
  BwSlice number = take_sign (strip_quotes (text), &negative);
  const char *s = number.text, *end = number.text + number.length;
  guint64 whole = 0, place = 1;

  for (; s < end && g_ascii_isdigit (*s) && end - s < 18; s++)
    whole = whole * 10 + (guint64) (*s - '0');
  if (s > number.text && s < end && (*s == '.' || *s == ','))
    for (s++; s < end && g_ascii_isdigit (*s) && place < 1000000000; s++)
      {
        whole = whole * 10 + (guint64) (*s - '0');
        place *= 10;
      }
  if (s > number.text && s == end && number.length < 18)
    *value = (double) whole / (double) place;
  else if (!parse_double (number, value))
    return FALSE;

  if (negative)
    *value = -*value;
  if (resolution != NULL)
    *resolution = 1.0 / (double) place;
  return TRUE;
}
