// Says in words that a passkey failed; without this the page would just stay as it is.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  document.getElementById('key-said-no').hidden = false
})
