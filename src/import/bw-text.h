/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-slice.h"

G_BEGIN_DECLS

/* The text of a file in UTF-8, without a byte order mark. */
typedef struct
{
  const char *text, *end;
  char *owned; /* (nullable): where it was UTF-16; else it lies in the file's own bytes */
} BwText;

/* @text: (array length=length): the file's bytes, which must live as long as @self
 * Returns: %FALSE for what is no text; @self is to be cleared all the same */
gboolean bw_text_open (BwText     *self,
                       const char *text,
                       gsize       length);
void bw_text_clear (BwText *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwText, bw_text_clear)

G_END_DECLS
