/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-apple-clock.h"

#include "base/bw-time.h"

/* Start and end are whole seconds. */
#define TOLERANCE_MS 1500

/* Shifts tried at most; a longer reading is placed by its beginning. */
#define MAX_SHIFTS 120

/* The least and the greatest civil offset in use. */
#define MIN_OFFSET_MIN (-12 * 60)
#define MAX_OFFSET_MIN (14 * 60)

/* The two halves of the day as languages write them, lower case, without blanks and full stops. */
static const struct
{
  const char *before_noon;
  const char *after_noon;
} halves[] = {
  { "am", "pm" },         /* English and most others */
  { "a", "p" },
  { "午前", "午後" },      /* Japanese */
  { "上午", "下午" },      /* Chinese */
  { "오전", "오후" },      /* Korean */
  { "ص", "م" },           /* Arabic */
  { "πμ", "μμ" },         /* Greek */
  { "fm", "em" },         /* Swedish */
  { "de", "du" },         /* Hungarian */
  { "dop", "odp" },       /* Czech */
  { "sa", "ch" },         /* Vietnamese */
  { "öö", "ös" },         /* Turkish */
  { "दिन", "रात" },
  { "पूर्वाह्न", "अपराह्न" },     /* Hindi */
  { "ก่อนเที่ยง", "หลังเที่ยง" }, /* Thai */
  { "قبلازظهر", "بعدازظهر" }, /* Persian */
  { "дп", "пп" },         /* Ukrainian */
  { "прпр", "слпр" },
  { "vorm", "nachm" },    /* German */
  { "ap", "ip" },         /* Finnish */
};

/* Plain ASCII, the only common case. Leaves *@s behind the digits. */
static gboolean
parse_digits (const char **s,
              const char  *end,
              gint64      *ms)
{
  const char *p = *s;
  guint field = 0;
  guint value[3] = { 0, 0, 0 };

  for (field = 0; field < 3; field++)
    {
      guint n = 0;

      for (; p < end && g_ascii_isdigit (*p); p++, n++)
        value[field] = value[field] * 10 + (guint) (*p - '0');
      if (n == 0 || n > 2)
        return FALSE;
      if (p == end || *p != ':')
        break;
      p++;
    }
  if (field == 0 || field == 3 || value[0] > 24 || value[1] > 59 || value[2] > 60)
    return FALSE;

  *ms = value[0] * BW_TIME_HOUR + value[1] * BW_TIME_MINUTE + value[2] * BW_TIME_SECOND;
  if (end - p >= 2 && (*p == '.' || *p == ',') && g_ascii_isdigit (p[1]))
    {
      int scale = 100;

      for (p++; p < end && g_ascii_isdigit (*p); p++, scale /= 10)
        *ms += (*p - '0') * scale;
    }
  *s = p;
  return TRUE;
}

/* Rewrites @text in ASCII: the clock in @digits, the letters around it in @letters. */
static gboolean
simplify (BwSlice  text,
          GString *digits,
          GString *letters)
{
  const char *s = text.text, *end = text.text + text.length;

  if (text.length > 80 || !g_utf8_validate_len (s, text.length, NULL))
    return FALSE;

  while (s < end)
    {
      gunichar c = g_utf8_get_char (s);
      int digit = g_unichar_digit_value (c);

      if (digit >= 0)
        g_string_append_c (digits, (char) ('0' + digit));
      else if (c == ':' || c == ',')
        g_string_append_c (digits, (char) c);
      else if (c == 0x66b) /* the Arabic decimal separator */
        g_string_append_c (digits, '.');
      else if (c == '.')
        {
          /* Between digits it parts hours, minutes and seconds, then the fraction; else it
           * belongs to the letters. */
          const char *next = g_utf8_next_char (s);
          const char *colon = strchr (digits->str, ':');

          if (digits->len > 0 && g_ascii_isdigit (digits->str[digits->len - 1]) && next < end
              && g_unichar_digit_value (g_utf8_get_char (next)) >= 0)
            {
              gboolean seconds = colon != NULL && strchr (colon + 1, ':') != NULL;

              g_string_append_c (digits, seconds ? '.' : ':');
            }
        }
      else if (g_unichar_isalpha (c) || g_unichar_ismark (c))
        g_string_append_unichar (letters, g_unichar_tolower (c));
      s = g_utf8_next_char (s);
    }
  return TRUE;
}

/* Applies the half of the day to a clock that said @ms. */
static gboolean
apply_half (BwClock    *clock,
            const char *letters)
{
  gint64 hour = clock->ms / BW_TIME_HOUR;

  clock->half = FALSE;
  if (*letters == 0 || hour > 12)
    return TRUE;

  if (hour == 12)
    clock->ms -= 12 * BW_TIME_HOUR;
  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      if (strcmp (letters, halves[i].before_noon) == 0)
        return TRUE;
      if (strcmp (letters, halves[i].after_noon) == 0)
        {
          clock->ms += 12 * BW_TIME_HOUR;
          return TRUE;
        }
    }
  clock->half = TRUE;
  return TRUE;
}

gboolean
bw_apple_clock_parse (BwSlice  text,
                      BwClock *clock)
{
  g_autoptr (GString) digits = NULL, letters = NULL;
  const char *s = text.text, *end = text.text + text.length;

  if (parse_digits (&s, end, &clock->ms))
    {
      char half[3] = "";

      if (s == end)
        return apply_half (clock, "");
      if (*s == ' ')
        s++;
      if (end - s == 2 && g_ascii_isalpha (s[0]) && g_ascii_isalpha (s[1]))
        {
          half[0] = g_ascii_tolower (s[0]);
          half[1] = g_ascii_tolower (s[1]);
          return apply_half (clock, half);
        }
    }

  digits = g_string_new (NULL);
  letters = g_string_new (NULL);
  if (!simplify (text, digits, letters))
    return FALSE;
  s = digits->str;
  end = s + digits->len;
  return parse_digits (&s, end, &clock->ms) && s == end && apply_half (clock, letters->str);
}

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0);
}

static guint
count_inside (const gint64 *time_ms,
              guint         n,
              gint64        shift_ms,
              gint64        start_ms,
              gint64        end_ms)
{
  guint inside = 0;

  for (guint i = 0; i < n; i++)
    {
      gint64 t = time_ms[i] - shift_ms;

      inside += t >= start_ms - TOLERANCE_MS && t <= end_ms + TOLERANCE_MS;
    }
  return inside;
}

void
bw_apple_clock_place (gint64   *time_ms,
                      guint     n,
                      gboolean  half,
                      gint64    start_ms,
                      gint64    end_ms,
                      int      *offset_min)
{
  gint64 period = half ? 12 * BW_TIME_HOUR : 24 * BW_TIME_HOUR;
  gint64 local_start = start_ms + *offset_min * BW_TIME_MINUTE;
  gint64 carried = 0, delta, first, last, best = 0;
  guint best_inside = 0;
  gboolean any = FALSE;

  if (n == 0)
    return;

  for (guint i = 0; i < n; i++)
    {
      gint64 t = time_ms[i] + carried;

      if (i > 0 && t < time_ms[i - 1] - period / 2)
        {
          carried += period;
          t += period;
        }
      time_ms[i] = t;
    }

  /* How far the first beat is from the start, by the clocks as they stand, in ± half a period. */
  delta = time_ms[0] - local_start;
  delta -= floor_div (delta + period / 2, period) * period;
  for (guint i = 1; i < n; i++)
    time_ms[i] = time_ms[i] - time_ms[0] + start_ms + delta;
  time_ms[0] = start_ms + delta;

  /* Shifts that put the first beat into the reading, and one on either side. */
  last = floor_div (delta + TOLERANCE_MS, BW_TIME_QUARTER) + 1;
  first = floor_div (delta - MAX (0, end_ms - start_ms) - TOLERANCE_MS, BW_TIME_QUARTER);
  first = MAX (first, last - MAX_SHIFTS);
  for (gint64 k = first; k <= last; k++)
    {
      guint inside = count_inside (time_ms, n, k * BW_TIME_QUARTER, start_ms, end_ms);

      if (inside > best_inside
          || (any && inside == best_inside && inside > 0 && ABS (k) < ABS (best)))
        {
          best = k;
          best_inside = inside;
          any = TRUE;
        }
    }
  if (!any)
    best = floor_div (delta + BW_TIME_QUARTER / 2, BW_TIME_QUARTER);

  for (guint i = 0; i < n; i++)
    time_ms[i] -= best * BW_TIME_QUARTER;
  *offset_min += (int) best * 15;
  if (*offset_min > MAX_OFFSET_MIN)
    *offset_min -= 24 * 60;
  else if (*offset_min < MIN_OFFSET_MIN)
    *offset_min += 24 * 60;
}
