// SPDX-License-Identifier: Apache-2.0
// What codes are called in Spanish.
import type { Connection, Hazard, State } from "../../alphabet";

export const HAZARDS: Record<Hazard, string> = {
  flame: "llamas",
  smoke: "humo",
  water: "agua",
  blocked: "paso bloqueado",
  lost: "cámara sin imagen",
  frozen: "imagen congelada",
  covered: "cámara tapada",
  defocused: "imagen desenfocada",
  moved: "cámara movida",
  dark: "muy poca luz",
  dirty: "lente sucia",
  degraded: "imagen deficiente",
};

export const STATES: Record<State, string> = {
  unknown: "desconocido",
  clear: "sin cambio",
  changed: "cambiado",
  flame: "llamas",
  smoke: "humo",
  water: "agua",
  blocked: "bloqueado",
  lively: "en movimiento",
};

export const STATE_MEANINGS: Record<State, string> = {
  unknown: "no podemos saberlo",
  clear: "como en la imagen fija",
  changed: "distinto de la imagen fija",
  flame: "aquí se ve fuego",
  smoke: "aquí se ve humo",
  water: "agua donde debería estar seco",
  blocked: "un paso que debe quedar libre está bloqueado",
  lively: "siempre en movimiento, no se vigilan sus cambios",
};

export const CONNECTIONS: Record<Connection, string> = {
  connecting: "conectando",
  streaming: "conectada",
  stalled: "conectada, pero sin imagen nueva",
  waiting: "en espera del próximo intento",
  ended: "la grabación ha terminado",
};

export const INCIDENTS: Record<string, string> = {
  suspected: "sospechado, aún no se ha avisado a nadie",
  confirmed: "confirmado, se está avisando",
  notified: "avisado, aún sin respuesta",
  acknowledged: "alguien se encarga",
  resolved: "terminado",
  "false-alarm": "terminado: no era un peligro",
};

export const RECORDED: Record<string, string> = {
  suspected: "sospechado",
  confirmed: "confirmado",
  notified: "avisado",
  acknowledged: "alguien se encarga",
  resolved: "terminado",
  "false-alarm": "falsa alarma",
};

export const DELIVERIES: Record<string, string> = {
  queued: "espera su envío",
  sent: "enviado, sin confirmar",
  accepted: "aceptado",
  heard: "oído o visto",
  failed: "no llegó",
};

export const CHANNELS: Record<string, string> = { working: "funciona", failing: "falla", untried: "nunca probado" };

export const CAUSES: Record<string, string> = {
  first: "primer aviso",
  again: "avisado otra vez",
  escalated: "ha empeorado",
  ended: "el final",
  digest: "resumen",
  words: "anuncio",
  test: "prueba",
  heartbeat: "señal de vida diaria",
};

export const SEVERITIES: Record<string, string> = { notice: "nota", warning: "advertencia", danger: "peligro" };
