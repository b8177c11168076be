/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-text.h"

void
bw_text_clear (BwText *self)
{
  g_clear_pointer (&self->owned, g_free);
}

static char *
convert_utf16 (const char *text,
               gsize       length,
               gboolean    big)
{
  gsize n = length / 2;
  g_autofree gunichar2 *units = g_new (gunichar2, n + 1);

  for (gsize i = 0; i < n; i++)
    {
      guint8 a = (guint8) text[2 * i], b = (guint8) text[2 * i + 1];

      units[i] = (gunichar2) (big ? a << 8 | b : b << 8 | a);
      if (units[i] == 0)
        return NULL;
    }
  return g_utf16_to_utf8 (units, (glong) n, NULL, NULL, NULL);
}

gboolean
bw_text_open (BwText     *self,
              const char *text,
              gsize       length)
{
  gboolean big = length >= 2 && memcmp (text, "\xfe\xff", 2) == 0;

  *self = (BwText) { .text = text, .end = text + length };
  if (big || (length >= 2 && memcmp (text, "\xff\xfe", 2) == 0))
    {
      self->owned = convert_utf16 (text + 2, length - 2, big);
      if (self->owned == NULL)
        return FALSE;
      self->text = self->owned;
      self->end = self->owned + strlen (self->owned);
      return TRUE;
    }
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    self->text += 3;
  return memchr (text, 0, length) == NULL;
}
