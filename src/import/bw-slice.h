/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* A stretch of someone else's text: not ended by NUL, valid as long as its owner says. */
typedef struct
{
  const char *text;
  gsize length;
} BwSlice;

static inline gboolean
bw_slice_equal (BwSlice a,
                BwSlice b)
{
  return a.length == b.length && memcmp (a.text, b.text, a.length) == 0;
}

/* @name is a string literal. */
#define bw_slice_is(slice, name) \
  ((slice).length == sizeof (name) - 1 && memcmp ((slice).text, name, sizeof (name) - 1) == 0)
#define bw_slice_has_prefix(slice, name) \
  ((slice).length >= sizeof (name) - 1 && memcmp ((slice).text, name, sizeof (name) - 1) == 0)

G_END_DECLS
