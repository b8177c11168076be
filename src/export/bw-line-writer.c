/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-line-writer.h"

#include "base/bw-digits.h"

#include <math.h>
#include <string.h>

/* Whole numbers up to here are exact as doubles. */
#define MAX_EXACT 9007199254740992.0

/* Digits behind the point that are looked for the fast way. */
#define MAX_PLACES 6

static void
append_escaped (GString    *out,
                const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *s = valid; *s != '\0'; s++)
    if ((guchar) *s < 0x20 || *s == 0x7f)
      g_string_append (out, "\\ ");
    else if (*s == '\\')
      g_string_append_c (out, '/');
    else
      {
        if (*s == ',' || *s == '=' || *s == ' ')
          g_string_append_c (out, '\\');
        g_string_append_c (out, *s);
      }
}

char *
bw_line_make_head (const char        *measurement,
                   const char *const *tags)
{
  GString *out = g_string_new (measurement);

  for (; tags[0] != NULL; tags += 2)
    if (tags[1] != NULL && tags[1][0] != '\0')
      {
        g_string_append_c (out, ',');
        g_string_append (out, tags[0]);
        g_string_append_c (out, '=');
        append_escaped (out, tags[1]);
      }
  return g_string_free (out, FALSE);
}

/* @whole · 10^−@places. */
static void
append_decimal (GString *out,
                gint64   whole,
                guint    places)
{
  char digits[MAX_PLACES];
  guint64 rest = whole < 0 ? -(guint64) whole : (guint64) whole;

  if (whole < 0)
    g_string_append_c (out, '-');
  for (guint i = places; i > 0; i--)
    {
      digits[i - 1] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  bw_digits_append (out, (gint64) rest);
  g_string_append_c (out, '.');
  g_string_append_len (out, digits, places);
}

void
bw_line_append_number (GString *out,
                       double   value)
{
  static const double scales[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (isfinite (value));

  /* The quotient of two exact doubles is the double nearest to the decimal, and so what any reader
   * makes of that: where it is @value, its digits are right. */
  for (guint places = 0; places <= MAX_PLACES && fabs (value) * scales[places] < MAX_EXACT; places++)
    {
      double whole = rint (value * scales[places]);

      if (whole / scales[places] != value)
        continue;
      if (places == 0)
        bw_digits_append (out, (gint64) whole);
      else
        append_decimal (out, (gint64) whole, places);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  g_string_append (out, text);
}

static void
begin_field (GString    *out,
             gboolean   *first,
             const char *key)
{
  g_string_append_c (out, *first ? ' ' : ',');
  g_string_append (out, key);
  g_string_append_c (out, '=');
  *first = FALSE;
}

void
bw_line_add_number (GString    *out,
                    gboolean   *first,
                    const char *key,
                    double      value)
{
  if (!isfinite (value))
    return;
  begin_field (out, first, key);
  bw_line_append_number (out, value);
}

void
bw_line_add_count (GString    *out,
                   gboolean   *first,
                   const char *key,
                   gint64      value)
{
  begin_field (out, first, key);
  bw_digits_append (out, value);
  g_string_append_c (out, 'i');
}

void
bw_line_add_flag (GString    *out,
                  gboolean   *first,
                  const char *key,
                  gboolean    value)
{
  begin_field (out, first, key);
  g_string_append (out, value ? "true" : "false");
}

void
bw_line_add_text (GString    *out,
                  gboolean   *first,
                  const char *key,
                  const char *value)
{
  begin_field (out, first, key);
  g_string_append_c (out, '"');
  for (; *value != '\0'; value++)
    if ((guchar) *value < 0x20 || *value == 0x7f)
      g_string_append_c (out, ' ');
    else
      {
        if (*value == '"' || *value == '\\')
          g_string_append_c (out, '\\');
        g_string_append_c (out, *value);
      }
  g_string_append_c (out, '"');
}

void
bw_line_end (GString *out,
             gint64   time_ns)
{
  g_string_append_c (out, ' ');
  bw_digits_append (out, time_ns);
  g_string_append_c (out, '\n');
}
