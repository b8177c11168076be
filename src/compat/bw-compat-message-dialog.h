/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Questions: AdwAlertDialog from libadwaita 1.5, AdwMessageDialog before. */

typedef enum {
  BW_ANSWER_PLAIN,
  BW_ANSWER_SUGGESTED,
  BW_ANSWER_DESTRUCTIVE,
} BwAnswerLook;

typedef struct
{
  const char *id;
  const char *label;  /* translated, with a mnemonic */
  BwAnswerLook look;
} BwAnswer;

/* @answer is the first answer's id too where the dialog was closed without one. */
typedef void (*BwAnswered) (const char *answer,
                            gpointer    user_data);

/**
 * bw_message_dialog_ask:
 * @parent: the window the question is about
 * @answers: (array length=n_answers): the first is the one that changes nothing
 * @default_id: (nullable): the answer Enter gives
 * @free_data: (nullable): called after the answer, or where @parent went away before it
 */
void bw_message_dialog_ask (GtkWindow      *parent,
                            const char     *heading,
                            const char     *body,
                            const BwAnswer *answers,
                            guint           n_answers,
                            const char     *default_id,
                            BwAnswered      answered,
                            gpointer        user_data,
                            GDestroyNotify  free_data);

G_END_DECLS
