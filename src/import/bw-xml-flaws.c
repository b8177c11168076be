/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-xml-flaws.h"

#include <string.h>

/* Sixteen bytes at a time, in the compiler's portable notation. */
typedef gint8 Block __attribute__ ((vector_size (16)));
typedef guint64 Halves __attribute__ ((vector_size (16)));

/* Whether a byte of the block needs a closer look: a control character or not ASCII (negative). */
static inline gboolean
block_is_plain (const char *text)
{
  Block b, odd;
  Halves h;

  memcpy (&b, text, sizeof b);
  odd = (b < 0x20) & (b != '\n') & (b != '\r') & (b != '\t');
  h = (Halves) odd;
  return (h[0] | h[1]) == 0;
}

static inline gboolean
is_continuation (char c)
{
  return (c & 0xc0) == 0x80;
}

int
bw_text_character (const char *text,
                   const char *end)
{
  const guint8 *s = (const guint8 *) text;
  gsize n = (gsize) (end - text);
  guint8 lowest = 0x80, highest = 0xbf;
  int length;

  if (s[0] < 0x80)
    return 1;
  if (s[0] < 0xc2 || s[0] > 0xf4)
    return 0;
  length = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;

  /* Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte. */
  if (s[0] == 0xe0)
    lowest = 0xa0;
  else if (s[0] == 0xed)
    highest = 0x9f;
  else if (s[0] == 0xf0)
    lowest = 0x90;
  else if (s[0] == 0xf4)
    highest = 0x8f;

  if (n < 2)
    return -1;
  if (s[1] < lowest || s[1] > highest)
    return 0;
  for (int i = 2; i < length; i++)
    {
      if (n <= (gsize) i)
        return -1;
      if (!is_continuation (text[i]))
        return 0;
    }
  return length;
}

const char *
bw_text_find_flaw (const char *text,
                   const char *end,
                   BwTextFlaw *flaw)
{
  const char *s = text;

  while (s < end)
    {
      const char *stop;

      while (end - s >= 16 && block_is_plain (s))
        s += 16;

      stop = end - s >= 16 ? s + 16 : end;
      while (s < stop)
        {
          guint8 c = (guint8) *s;
          int length;

          if (c >= 0x20 && c < 0x80)
            {
              s++;
              continue;
            }
          if (c < 0x20)
            {
              if (c != '\n' && c != '\r' && c != '\t')
                {
                  *flaw = BW_TEXT_CONTROL;
                  return s;
                }
              s++;
              continue;
            }
          length = bw_text_character (s, end);
          if (length <= 0)
            {
              *flaw = length < 0 ? BW_TEXT_CUT : BW_TEXT_INVALID;
              return s;
            }
          s += length;
        }
    }
  *flaw = BW_TEXT_CLEAN;
  return end;
}

gint64
bw_text_count_lines (const char *text,
                     const char *end)
{
  gint64 n = 0;

  while (text < end && (text = memchr (text, '\n', (gsize) (end - text))) != NULL)
    {
      n++;
      text++;
    }
  return n;
}
